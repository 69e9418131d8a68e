/* SPDX-License-Identifier: ISC */
#ifndef SOUK_SOUK_H
#define SOUK_SOUK_H

#include "lib/base/field.h"
#include "lib/base/message.h"
#include "lib/queue/queue.h"

/*
 * Every module once (souk.c): what each adds to the settings, the job kinds
 * and the schedules.  A lower floor reaches a higher one only through this
 * list, by act->souk.
 */

struct json_out;

/*
 * Called in the transaction that changes settings, with the whole record as
 * it was and what came in; SQL only, may refuse.
 */
typedef enum outcome settings_hook(struct act *, const struct record *before,
    const struct record *change);

/*
 * Mail, for lower floors than notify's (act->souk->mail); higher ones call
 * mail_put() itself.  In the caller's transaction: a row and a job, sent
 * after the commit.
 */
enum mail_template {
	MAIL_CONFIRM_ADDRESS,	/* name link minutes */
	MAIL_ADDRESS_KNOWN,	/* name link: somebody signed up anew */
	MAIL_RESET_PASSWORD,	/* name link minutes */
	MAIL_PASSWORD_CHANGED,	/* name time address */
	MAIL_CONFIRM_CHANGE,	/* name link minutes: to a new address */
	MAIL_ADDRESS_CHANGED,	/* name newEmail time: to the old one */
	MAIL_NEW_SIGN_IN,	/* name time address device */
	MAIL_SECOND_FACTOR_ON,	/* name time */
	MAIL_SECOND_FACTOR_OFF,	/* name time */
	MAIL_IDENTITY_LINKED,	/* name provider time */
	MAIL_API_KEY_MADE,	/* name key time */
	MAIL_WELCOME,		/* name link */
	MAIL_EXPORT_READY,	/* name link */
	MAIL_ERASED,		/* name */
	MAIL_INCIDENT,		/* name text */
	MAIL_CONTACT,		/* name email phone subject text */
	MAIL_CONTACT_RECEIVED,	/* name text: to who wrote */
	MAIL_CONTACT_REPLY,	/* name subject text */
	MAIL_CONTACT_WAITS,	/* count text link: to the staff */
	MAIL_TALK_GIVEN,	/* name text link: to whom of them it is now */
	MAIL_NEWSLETTER,	/* name text link */
	MAIL_CART_LEFT,		/* text link: what is in it */
	MAIL_BOOKING_CONFIRMED,	/* name shop time people link */
	MAIL_BOOKING_CHANGED,
	MAIL_BOOKING_CANCELLED,
	MAIL_BOOKING_REMINDER,
	MAIL_TEST,		/* time: `souk doctor --mail` */
	MAIL_ALERT,		/* alert time text link */
	MAIL_ALERT_CLOSED,	/* alert time text link */
	MAIL_DISPUTE,		/* amount reason reference link: to the shop */
	MAIL_DISPUTE_DUE,	/* the same, and time: evidence until then */
	MAIL_REFUND_STUCK,	/* amount reference link: to the shop */
	MAIL_RECONCILE,		/* count text link: to the shop */
	MAIL_ORDER_PLACED,	/* name order text link, and so all of them */
	MAIL_ORDER_CONFIRMED,
	MAIL_ORDER_SHIPPED,
	MAIL_ORDER_DELIVERED,
	MAIL_ORDER_CANCELLED,
	MAIL_ORDER_REFUNDED,
	MAIL_ORDER_PAYMENT_FAILED,
	MAIL_ORDER_RETURN,
	MAIL_ORDER_OFFER,
	MAIL_ORDER_INVITED,
	MAIL_SHOP_ORDER,	/* order text link: to the shop */
	MAIL_SHOP_SHORT,
	MAIL_SHOP_RETURN,
	MAIL_STOCK_LOW,		/* text link: to the staff */
	MAIL_TEMPLATE__MAX
};

/* "time" as clock_text() writes it: shown as the shop's clock would, in the
 * language of the mail. */
struct mail_field { const char *name, *text; };

struct mail_new {
	enum mail_template	 template;
	const char		*brand_id;
	const char		*user_id;	/* NULL: no account */
	const char		*to;		/* one bare address */
	enum locale		 locale;
	const struct mail_field	*fields;	/* ends with name NULL */
};
/* INVALID: `to` is not an address that a mail can carry. */
typedef enum outcome mail_put_fn(struct act *, const struct mail_new *);
/* Right away, past queue and database, for when nothing can be put there.
 * False: it did not go.  Outside of a transaction. */
typedef bool mail_now_fn(struct act *, const struct mail_new *);
/* Mails of this month, and how many may go; most 0: as many as one likes. */
typedef enum outcome mail_used_fn(struct act *, int64_t *used, int64_t *most);

/*
 * Notices (lib/notify/notice.h) for every floor: in the caller's WRITE
 * transaction, told after the commit.  The fields are those of the mail, of
 * which the words come.  Only an e-mail address is known of some people, only a
 * telephone of others.
 */
struct notice_new {
	const char		*topic;		/* "orders", see notice.h */
	enum mail_template	 template;
	const char		*brand_id;
	const char		*user_id;	/* NULL: no account */
	const char		*email, *phone;	/* NULL: not known */
	const char		*way;		/* asked for: "whatsapp"; NULL */
	enum locale		 locale;
	const char		*subject, *subject_id;	/* NULL */
	const char		*link;		/* a path of ours, for the bell */
	const struct mail_field	*fields;	/* ends with name NULL */
};
typedef enum outcome notice_fn(struct act *, const struct notice_new *);
/* The same to each of the brand's staff with that permission, as they wish: by a
 * bell, and by mail of "messages"; "shop" and "stock" are mailed to who asked
 * for it, since the shop's own address has the former already. */
typedef enum outcome notice_staff_fn(struct act *, const struct notice_new *,
    uint64_t permission);

/*
 * What a module keeps about a person: shown to them (members of the open
 * object), and erased, in the caller's WRITE transaction.  Erasing leaves no
 * personal text in any column; what must stay for the books (amounts, counts)
 * stays without the person.
 */
struct privacy {
	const char	*module;	/* the member's name in the export */
	enum outcome	(*show)(struct act *, const char *user_id,
			    struct json_out *);
	enum outcome	(*erase)(struct act *, const char *user_id);
};

/*
 * Something was written to the audit log, in the transaction that changed it;
 * for those who asked to be told.  Quick where nobody did.
 */
typedef enum outcome event_fn(struct act *, const char *action,
    const char *entity_type, const char *entity_id);

/*
 * Pictures (lib/media) for those above: is one with this address shown
 * anywhere, and that address now stands for what was at the other one.  In the
 * caller's WRITE transaction.
 */
struct media_user {
	enum outcome	(*uses)(struct act *, const char *url, bool *used);
	enum outcome	(*moved)(struct act *, const char *from_url,
			    const char *to_url);
};

struct payment_user;	/* lib/payments/payments.h */
struct wa_user;		/* lib/whatsapp/whatsapp.h */
struct order_user;	/* lib/orders/order.h */

struct souk {
	mail_put_fn			*mail;
	mail_now_fn			*mail_now;
	mail_used_fn			*mail_used;
	notice_fn			*notice;
	notice_staff_fn			*notice_staff;
	event_fn			*event;		/* NULL: nobody */
	const struct privacy *const	*privacy;	/* ends with NULL */
	const struct media_user *const	*media_users;	/* ends with NULL */
	const struct payment_user *const *payment_users; /* ends with NULL */
	const struct wa_user *const	*wa_users;	/* ends with NULL */
	const struct order_user *const	*order_users;	/* ends with NULL */
	const struct fieldset		*settings;	/* of OBJECTs */
	settings_hook *const		*settings_hooks; /* ends with NULL */
	const struct job_kind *const	*jobs;		/* ends with NULL */
	const struct schedule		*schedules;
	int				 schedule_count;
};

extern const struct souk	souk;

/* The members of /api/admin/settings, one a module that has settings. */
enum souk_settings_field { SOUK_SETTINGS_SHOP, SOUK_SETTINGS_ACCOUNTS,
	SOUK_SETTINGS_CATALOG, SOUK_SETTINGS_NOTIFY, SOUK_SETTINGS_LIMITS,
	SOUK_SETTINGS_OPS, SOUK_SETTINGS_MEDIA, SOUK_SETTINGS_BACKUP,
	SOUK_SETTINGS_FEATURES, SOUK_SETTINGS_ORDERS, SOUK_SETTINGS_PAYMENTS,
	SOUK_SETTINGS_INBOX, SOUK_SETTINGS__MAX };
extern const struct fieldset	souk_settings;

#endif
