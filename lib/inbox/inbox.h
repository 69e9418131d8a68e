/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_INBOX_H
#define SOUK_INBOX_INBOX_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"
#include "lib/souk.h"

/*
 * Where the staff talk with people: prospects, conversations on WhatsApp and
 * from the contact form, what was said in them, labels and replies that are
 * said often.  Everything here asks for MESSAGE_MANAGE and is of the actor's
 * brand: DENIED else.
 *
 * A message of somebody unknown makes a prospect and a conversation; one in a
 * closed conversation opens it again.  There is one conversation for a number
 * of ours and a person, so what belongs together stays together, in the order
 * in which it was written.
 */
#define INBOX_PAGE	"/admin/messages"	/* a conversation's id behind */
#define INBOX_OVERDUE	INBOX_PAGE "?overdue=true"

struct wa_user;
struct order_user;
struct job_kind;
struct privacy;

extern const struct wa_user	inbox_wa_user;
extern const struct order_user	inbox_order_user;	/* who pays is converted */
extern const struct job_kind	inbox_file;	/* "inbox.file": fetches one */
extern const struct job_kind	inbox_order;	/* "inbox.order": a draft of it */
extern const struct job_kind	inbox_sweep;	/* files that are over */
extern const struct job_kind	inbox_warn;	/* who waits for too long */
extern const struct privacy	inbox_privacy;
struct media_user;
extern const struct media_user	inbox_media;

enum inbox_setting { INBOX_AUTO_REPLY, INBOX_AUTO_REPLY_TEXT, INBOX_HOURS,
	INBOX_PLACE, INBOX_FILE_DAYS, INBOX_WARN_HOURS, INBOX_ORDER_MINUTES,
	INBOX__MAX };
extern const struct fieldset	inbox_settings;		/* "InboxSettings" */

/* ---- prospects (prospect.c) -------------------------------------------------- */

enum prospect_field { PROSPECT_ID, PROSPECT_BRAND, PROSPECT_OWNER,
	PROSPECT_CUSTOMER, PROSPECT_PERSON, PROSPECT_NAME, PROSPECT_PHONE,
	PROSPECT_EMAIL, PROSPECT_COMPANY, PROSPECT_SOURCE, PROSPECT_STATUS,
	PROSPECT_TAGS, PROSPECT_NOTES, PROSPECT_MERGED_INTO,
	PROSPECT_CREATED_AT, PROSPECT_UPDATED_AT, PROSPECT_VERSION,
	PROSPECT__MAX };
extern const struct fieldset	prospect_fields;	/* "Prospect" */
enum prospect_filter { PROSPECTS_OF_STATUS, PROSPECTS_OF_OWNER,
	PROSPECTS_OF_SOURCE, PROSPECTS_OF_TAG, PROSPECTS_OF_Q,
	PROSPECTS_OF__MAX };
extern const struct fieldset	prospect_filters;
enum prospect_export_query { PROSPECTS_EXPORT_BOM = PROSPECTS_OF__MAX,
	PROSPECTS_EXPORT_SEPARATOR, PROSPECTS_EXPORT__MAX };
extern const struct fieldset	prospect_export_query;
enum prospect_merge_field { PROSPECT_MERGE_OTHER, PROSPECT_MERGE__MAX };
extern const struct fieldset	prospect_merge_fields;

/* The newest first. */
enum outcome	 prospect_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
enum outcome	 prospect_next(struct act *, struct rows *, struct record *);
const char	*prospect_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 prospect_read(struct act *, const char *id, struct record **);
/* CONFLICT: somebody has that telephone or address already. */
enum outcome	 prospect_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 prospect_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* With all that was said; nothing of the person is left. */
enum outcome	 prospect_delete(struct act *, const char *id);
/* Two were one: the other's conversations, tags and notes become this one's. */
enum outcome	 prospect_merge(struct act *, const char *id,
		    const char *other, struct record **);
/* As CSV with the list's filters; its own transactions. */
struct export_how;
enum outcome	 prospect_export(struct act *, const struct record *filter,
		    const struct export_how *, int fd);

/* ---- conversations (conversation.c) --------------------------------------------- */

enum conversation_field { CONVERSATION_ID, CONVERSATION_BRAND,
	CONVERSATION_PROSPECT, CONVERSATION_CHANNEL, CONVERSATION_NUMBER,
	CONVERSATION_PERSON, CONVERSATION_SUBJECT, CONVERSATION_STATE,
	CONVERSATION_ASSIGNEE, CONVERSATION_UNREAD, CONVERSATION_EXCERPT,
	CONVERSATION_LAST_AT, CONVERSATION_LAST_IN_AT,
	CONVERSATION_WAITING_SINCE, CONVERSATION_CLOSED_AT,
	CONVERSATION_CREATED_AT, CONVERSATION_UPDATED_AT,
	CONVERSATION_VERSION,
	/* not of its row: */
	CONVERSATION_NAME, CONVERSATION_WINDOW_UNTIL, CONVERSATION_OVERDUE,
	CONVERSATION_LABELS, CONVERSATION__MAX };
extern const struct fieldset	conversation_fields;	/* "Conversation" */
enum conversation_filter { CONVERSATIONS_OF_STATE, CONVERSATIONS_OF_CHANNEL,
	CONVERSATIONS_OF_ASSIGNEE, CONVERSATIONS_OF_LABEL,
	CONVERSATIONS_OF_PROSPECT, CONVERSATIONS_OF_UNREAD,
	CONVERSATIONS_OF_OVERDUE, CONVERSATIONS_OF_Q, CONVERSATIONS_OF__MAX };
extern const struct fieldset	conversation_filters;

/* Who wrote last stands first; q: found in what was said, and in names. */
enum outcome	 conversation_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
enum outcome	 conversation_next(struct act *, struct rows *,
		    struct record *);
const char	*conversation_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 conversation_read(struct act *, const char *id,
		    struct record **);
/* State, assignee, subject, labels; audited and noted among the messages. */
enum conversation_change_field { CONVERSATION_TO_STATE,
	CONVERSATION_TO_ASSIGNEE, CONVERSATION_TO_SUBJECT,
	CONVERSATION_TO_LABELS, CONVERSATION_TO__MAX };
extern const struct fieldset	conversation_change_fields;
enum outcome	 conversation_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* Approved templates of its number's account, those in the person's language
 * first: what may still be said when the window is closed. */
enum outcome	 conversation_templates(struct act *, const char *id,
		    const struct list_query *, struct rows *);
const char	*conversation_templates_cursor(struct act *,
		    const struct rows *, const struct record *);
/* Nothing is unread; on WhatsApp they see that it was read. */
enum outcome	 conversation_seen(struct act *, const char *id,
		    struct record **);

/* ---- messages (message.c) ---------------------------------------------------------- */

enum message_field { MESSAGE_ID, MESSAGE_CONVERSATION, MESSAGE_DIRECTION,
	MESSAGE_KIND, MESSAGE_TEXT, MESSAGE_BODY, MESSAGE_AUTHOR,
	MESSAGE_REF, MESSAGE_REPLY_TO, MESSAGE_SEND, MESSAGE_STATE,
	MESSAGE_CODE, MESSAGE_ERROR, MESSAGE_REACTION, MESSAGE_REVOKED_AT,
	MESSAGE_EDITED_AT, MESSAGE_MADE_AT, MESSAGE_CREATED_AT,
	MESSAGE_FILES, MESSAGE_ORDER, MESSAGE_PRODUCT, MESSAGE__MAX };
extern const struct fieldset	message_fields;		/* "Message" */
enum message_file_field { MESSAGE_FILE_ID, MESSAGE_FILE_NAME,
	MESSAGE_FILE_TYPE, MESSAGE_FILE_BYTES, MESSAGE_FILE_STATE,
	MESSAGE_FILE_ERROR, MESSAGE_FILE__MAX };
extern const struct fieldset	message_file_fields;	/* "MessageFile" */
enum message_order_field { MESSAGE_ORDER_STATE, MESSAGE_ORDER_ID,
	MESSAGE_ORDER_PROBLEM, MESSAGE_ORDER__MAX };
extern const struct fieldset	message_order_fields;	/* "MessageOrder" */
enum message_product_field { MESSAGE_PRODUCT_RETAILER, MESSAGE_PRODUCT_ID,
	MESSAGE_PRODUCT_NAME, MESSAGE_PRODUCT__MAX };
extern const struct fieldset	message_product_fields;	/* "MessageProduct" */
/* What is written by the staff: text, a template with its values, buttons, a
 * product of the catalogue, a file, a reaction; or a note between them. */
enum message_new_field { MESSAGE_IN_KIND, MESSAGE_IN_TEXT,
	MESSAGE_IN_TEMPLATE, MESSAGE_IN_LANGUAGE, MESSAGE_IN_VALUES,
	MESSAGE_IN_CANNED, MESSAGE_IN_FILE, MESSAGE_IN_REPLY_TO,
	MESSAGE_IN_KEY, MESSAGE_IN_INTERACTIVE, MESSAGE_IN_EMOJI,
	MESSAGE_IN__MAX };
extern const struct fieldset	message_new_fields;	/* "MessageNew" */

/* The newest first. */
enum outcome	 message_list(struct act *, const char *conversation,
		    const struct list_query *, struct rows *);
enum outcome	 message_next(struct act *, struct rows *, struct record *);
const char	*message_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 message_read(struct act *, const char *id, struct record **);
/*
 * On WhatsApp by lib/whatsapp's queue, to a contact by mail, a note nowhere.
 * CONFLICT: the window is closed and it is no template; those that could go
 * are named.
 */
enum outcome	 message_write(struct act *, const char *conversation,
		    const struct record *, struct record **);
/* One that failed or is in doubt, once more; one that waits, not at all. */
enum outcome	 message_again(struct act *, const char *id, struct record **);
enum outcome	 message_drop(struct act *, const char *id, struct record **);
/* Where the bytes are and how they may be shown; NOT_FOUND: not (yet) here. */
struct inbox_download { const char *path, *type, *file_name; bool show; };
/* Why a file is refused or lost, by the code that is kept of it. */
const char	*file_error_text(struct act *, const char *code);
enum outcome	 message_file_open(struct act *, const char *message,
		    const char *file, struct inbox_download *);
/* A file of the staff's to send, from an upload; refused by its bytes. */
enum outcome	 message_file_take(struct act *, const char *conversation,
		    const char *path, const char *name,
		    struct record **message_file);

/* ---- labels and canned replies (label.c, canned.c) ------------------------------------ */

enum label_field { LABEL_ID, LABEL_BRAND, LABEL_NAME, LABEL_COLOR,
	LABEL_CREATED_AT, LABEL_UPDATED_AT, LABEL_VERSION, LABEL__MAX };
extern const struct fieldset	label_fields;		/* "Label" */
enum canned_field { CANNED_ID, CANNED_BRAND, CANNED_SHORTCUT, CANNED_TITLE,
	CANNED_TEXT, CANNED_CREATED_AT, CANNED_UPDATED_AT, CANNED_VERSION,
	CANNED__MAX };
extern const struct fieldset	canned_fields;		/* "CannedReply" */
struct resource;
extern const struct resource	label_resource, canned_resource;
enum outcome	 label_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*label_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 canned_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*canned_cursor(struct act *, const struct rows *,
		    const struct record *);
/* With {name}, {shop}, {agent} filled in for a conversation. */
enum outcome	 canned_text(struct act *, const char *id,
		    const char *conversation, const char **text);

enum inbox_message { INBOX_FOREIGN, INBOX_PHONE_TAKEN, INBOX_EMAIL_TAKEN,
	INBOX_LABEL_TAKEN, INBOX_SHORTCUT_TAKEN, INBOX_SAME, INBOX_MERGED,
	INBOX_NO_ASSIGNEE, INBOX_NO_LABEL, INBOX_KIND, INBOX_NEEDS_TEXT,
	INBOX_NEEDS_TEMPLATE, INBOX_FILE_KIND, INBOX_FILE_LARGE,
	INBOX_NO_CANNED, INBOX_NO_REPLY_TO, INBOX_NOT_AGAIN, INBOX_OLD_FORM,
	INBOX_FULL, INBOX_BAD_COLOR, INBOX_BAD_SHORTCUT, INBOX_NO_NAME,
	INBOX_TEMPLATES, INBOX_NO_TEMPLATES,
	INBOX_MESSAGE__MAX };
extern const struct message	inbox_messages[];

#include "lib/inbox/contact.h"

#endif
