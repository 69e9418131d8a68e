/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_PARTS_H
#define SOUK_INBOX_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"

/*
 * What the files of this folder share.  All of it in the caller's WRITE
 * transaction, SQL only, of whatever brand the arguments say: whoever asks has
 * looked at it.
 */
struct arena;
struct listed_where;
struct wa_inbound;
struct wa_send_new;

extern const char *const	prospect_statuses[];	/* ends with NULL */
extern const char *const	prospect_sources[];
extern const char *const	conversation_states[];
extern const char *const	conversation_channels[];
enum message_in_kind { IN_TEXT, IN_TEMPLATE, IN_INTERACTIVE, IN_FILE,
	IN_REACTION, IN_NOTE };
extern const char *const	message_in_kinds[];

/* The refusal of an object that is not of the actor's brand. */
enum outcome	 inbox_brand(struct act *, const char *brand_id);

/* ---- who it is (prospect_ensure.c) ------------------------------------------- */

struct prospect_seed {
	const char	*brand_id;
	const char	*person_id;	/* on WhatsApp; NULL */
	const char	*customer_id;	/* an account; NULL */
	const char	*name;		/* NULL: none is known */
	const char	*phone;		/* digits or E.164; NULL */
	const char	*email;		/* NULL */
	const char	*source;	/* "whatsapp", "contact" */
};
/* As stored: digits alone; NULL: there are none. */
const char	*phone_digits(struct arena *, const char *phone);
/*
 * Whoever that is: by person, then customer, telephone, address; made if there
 * is nobody.  What was not known of them and is given is kept.
 */
enum outcome	 prospect_ensure(struct act *, const struct prospect_seed *,
		    const char **id);

/* A record as it is stored becomes one that is shown. */
void		 prospect_show(struct act *, struct record *);
/* Without what names the person: the log outlives them. */
enum outcome	 prospect_audit(struct act *, const char *action,
		    const struct record *before, const struct record *after);
/* In which language they are written to. */
enum locale	 prospect_locale(struct act *, const char *id);
/* A new one was written to. */
enum outcome	 prospect_contacted(struct act *, const char *id);

/* ---- the talk (conversation_ensure.c, conversation_touch.c) -------------------- */

struct conversation_seed {
	const char	*brand_id, *prospect_id;
	const char	*channel;	/* "whatsapp", "contact" */
	const char	*number_id, *person_id;	/* of "whatsapp" only */
	const char	*subject;	/* NULL */
};
/* The one of that number and person; a contact message gets one of its own. */
enum outcome	 conversation_ensure(struct act *,
		    const struct conversation_seed *, const char **id);

struct message_row {
	const char	*id;		/* NULL: a new one */
	const char	*brand_id, *conversation_id;
	const char	*direction;	/* "in", "out", "note", "event" */
	const char	*kind;		/* "text", "image", … */
	const char	*text;		/* NULL */
	const char	*body;		/* JSON; NULL */
	const char	*author_id;	/* of the staff; NULL */
	const char	*ref;		/* its name elsewhere, once a brand */
	const char	*reply_to;	/* a message here; NULL */
	const char	*send_id;	/* NULL */
	const char	*state;		/* as in message.state */
	int64_t		 made_at;
};
/*
 * Kept, found by what it says, and its conversation touched.  CONFLICT: one of
 * that ref is there.
 */
enum outcome	 message_insert(struct act *, const struct message_row *,
		    const char **id);
/*
 * What a new message does to its conversation: theirs opens it again, is
 * unread and waits; ours ends the waiting; notes and events only stand in it.
 */
enum outcome	 conversation_touch(struct act *, const struct message_row *);
/* Its page in the office. */
const char	*conversation_path(struct arena *, const char *id);
/* Two that turned out to be one: messages, labels and what waits. */
enum outcome	 conversation_absorb(struct act *, const char *from,
		    const char *into);
/* One of ours by what it was asked for under; NOT_FOUND. */
enum outcome	 message_by_ref(struct act *, const char *brand_id,
		    const char *ref, const char **id);
/* What of a message or of a prospect is found by words (find.c). */
enum outcome	 message_find_put(struct act *, const char *id,
		    const char *conversation_id, const char *text);
enum outcome	 message_find_drop(struct act *, const char *id);
enum outcome	 conversation_find_drop(struct act *, const char *id);
enum outcome	 prospect_find_put(struct act *, const char *id);
enum outcome	 prospect_find_drop(struct act *, const char *id);
/* A condition that those have of which it was said; before and after are put
 * around search_said_owners.  typed NULL: none. */
struct find_words {
	const char	*typed;
	bool		 is_name;	/* of prospects alone, whatever is said */
	const char	*before, *after;
};
void		 where_words(struct act *, const struct find_words *,
		    struct listed_where *);

/* ---- templates (conversation_templates.c) ---------------------------------------- */

struct template_scope { const char *number_id, *brand_id, *prospect_id; };
/* Names what may still go to them, in a refusal, as field "template". */
enum outcome	 templates_offer(struct act *, const struct template_scope *);

/* ---- labels of a conversation (label.c) ------------------------------------------ */

struct value;
enum outcome	 labels_fill(struct act *, const char *conversation_id,
		    struct value *list);
/* Those of the actor's brand; each bad one is named labels[i]. */
enum outcome	 labels_check(struct act *, const struct value *ids);
enum outcome	 labels_store(struct act *, const char *conversation_id,
		    const struct value *ids);

/* ---- the staff (staff.c) ----------------------------------------------------------- */

/* Somebody of the actor's brand who may answer; else `field` is bad. */
enum outcome	 staff_check(struct act *, const char *field,
		    const char *user_id);
/* What a filter by a person asks, taking :person: "me" is the actor, "none"
 * is of nobody.  NULL: nothing. */
void		 where_staff(struct act *, const char *said,
		    struct listed_where *, const char *of_person,
		    const char *of_nobody);

/* ---- files (files*.c) ------------------------------------------------------------ */

/* The file of a message of theirs, with the job that fetches it; OK if it has
 * none. */
enum outcome	 inbox_file_put(struct act *, const char *message_id,
		    const struct wa_inbound *);
/* MESSAGE_FILES of a message that was read. */
enum outcome	 message_files_fill(struct act *, struct record *message);
/*
 * A file that was taken for the conversation becomes that message's: kind,
 * file, file_type and file_name of what is sent are set.  NOT_FOUND: it is not
 * one of those.
 */
enum outcome	 message_file_give(struct act *, const char *file_id,
		    const char *conversation_id, const char *message_id,
		    struct wa_send_new *);

/* ---- what they ask about (message_product.c) ------------------------------------------ */

struct json_in;
/* Does a message as Meta writes it come from a product's page? */
bool		 message_names_product(const struct json_in *);
/* MESSAGE_PRODUCT of a message that was read. */
enum outcome	 message_product_fill(struct act *, struct record *message);

/* ---- orders (chat_order*.c) --------------------------------------------------------- */

/* An order that came as a message: kept, with the job that makes a draft. */
enum outcome	 inbox_order_put(struct act *, const char *message_id,
		    const char *conversation_id);
/* MESSAGE_ORDER of a message that was read. */
enum outcome	 message_order_fill(struct act *, struct record *message);

/* ---- the contact form (contact*.c) ----------------------------------------------------- */

/* What the staff answer to a contact, by mail: to whom that conversation's
 * contact message is from, which counts as replied then. */
enum outcome	 contact_mail(struct act *, const char *conversation_id,
		    const char *text, const char **mail_id);
/* Of a message that went by mail, MESSAGE_STATE and why not, as the mail's. */
enum outcome	 contact_state_fill(struct act *, struct record *message);

/* ---- merging and forgetting (prospect_merge.c, prospect_erase.c) ------------------------- */

/* All of from's is into's, and from says so; of one brand, both there. */
enum outcome	 prospect_absorb(struct act *, const char *from,
		    const char *into);
/* For each id that a statement gives, which takes :id; read first, since what
 * is done to one may change what there is. */
typedef enum outcome inbox_each_fn(struct act *, const char *id);
enum outcome	 inbox_each(struct act *, const char *constant_sql,
		    const char *id, inbox_each_fn *);
/* With all that was said in it, and its files. */
enum outcome	 conversation_erase(struct act *, const char *id);
/* Two people on WhatsApp were one (person_merge.c): conversations first. */
enum outcome	 inbox_person_merge(struct act *, const char *from,
		    const char *into);
/* With all that was said, and whoever was merged into them. */
enum outcome	 prospect_erase(struct act *, const char *id);
/* Everything that is kept because of somebody on WhatsApp. */
enum outcome	 inbox_person_erase(struct act *, const char *person_id);

#endif
