/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_SEND_H
#define SOUK_WHATSAPP_SEND_H

#include "lib/base/clock.h"
#include "lib/queue/queue.h"
#include "lib/whatsapp/graph.h"
#include "lib/whatsapp/whatsapp.h"

/*
 * Private to what goes out.  One job a number takes what is due of it in one
 * transaction, some at a time, says them to Meta outside of any, and writes
 * down what came of them in a last one, which also settles when the job runs
 * next.  They keep the number's pace, so those of the next moment are marked
 * "sending" right before the first of them is said.  So a message that is found
 * "sending" at the begin was under way when somebody was killed: it is in doubt.
 */
#define WA_ROUND	80
#define WA_GIVE_UP	(72 * CLOCK_HOUR)	/* and 12 tries */
#define WA_TRIES	12

/* ---- our numbers (number.c) ---------------------------------------------- */

struct wa_number {
	const char	*id, *brand_id, *meta_id, *account_id;
	const char	*sealed;	/* NULL: the configured token */
	bool		 is_active;	/* and not gone at Meta */
	int64_t		 per_second;	/* as it is now */
	int64_t		 per_day;	/* 0: as many as one likes */
	int64_t		 free_at;	/* us */
	int64_t		 held_until;	/* ms; 0 */
	int64_t		 synced_at;
	bool		 has_problem;	/* the staff know */
};
/* NOT_FOUND: there is none. */
enum outcome	 wa_number_load(struct act *, const char *id,
		    struct wa_number *);
/* id NULL: the brand's default one.  CONFLICT: none that is active, or another
 * brand's. */
enum outcome	 wa_number_of(struct act *, const char *brand_id,
		    const char *id, struct wa_number *);
/* NULL: there is none, or it was sealed under another secret. */
const char	*wa_number_token(struct act *, const struct wa_number *);
/* until 0: it goes on.  problem NULL: as it was. */
enum outcome	 wa_number_hold(struct act *, const char *id, int64_t until,
		    const char *problem);
enum outcome	 wa_number_free(struct act *, const char *id,
		    int64_t free_at);
/* It works again: neither held nor a problem. */
enum outcome	 wa_number_well(struct act *, const char *id);

/* ---- rows ---------------------------------------------------------------- */

/* One that is to go. */
struct wa_row {
	const char	*id, *brand_id, *person_id, *kind, *body, *category;
	const char	*subject, *subject_id;
	int64_t		 attempts, created_at;
	const char	*to, *recipient;	/* either */
	int64_t		 last_in_at, begun_at;	/* ms; 0 */
	int64_t		 free_at;		/* the pair's, us */
	bool		 is_named;	/* Meta's name for them is known */
	bool		 is_marked;	/* "sending", by this round */
	int64_t		 after_us;	/* from now on */
};
struct wa_round {
	const struct job	*job;
	struct wa_number	 number;
	int			 most;		/* the breaker lets so many */
	struct wa_row		 rows[WA_ROUND];
	int			 count;
	struct graph_answer	 answers[WA_ROUND];
	struct wa_row		 file;		/* one whose file is brought
						   first; id NULL: none */
	struct graph_answer	 file_answer;
	const char		*file_body;	/* with what Meta calls it; NULL */
	const char		*file_id, *file_sha;	/* sha NULL: it had it */
	int64_t			 full_until;	/* the number's rate; ms, 0 */
};

/* send_take.c: the first transaction. */
enum outcome	 wa_round_take(struct act *, struct wa_round *);
/* It is under way.  NOT_FOUND: it does not wait any more. */
enum outcome	 wa_row_mark(struct act *, struct wa_row *);
/* send_record.c: the second; *next is when to look again, 0: nothing waits. */
enum outcome	 wa_round_record(struct act *, struct wa_round *);
enum outcome	 wa_round_next(struct act *, const struct wa_round *,
		    int64_t *next);
/* Of one row. */
enum outcome	 wa_answer_take(struct act *, struct wa_round *,
		    const struct wa_row *, const struct graph_answer *);
/* To a state, if it may follow, and who asked for it hears of it. */
struct wa_verdict {
	const char	*state;
	int64_t		 code;		/* 0 */
	const char	*error, *wamid;	/* NULL */
	int64_t		 due;		/* WAITING */
};
enum outcome	 wa_row_settle(struct act *, const struct wa_row *,
		    const struct wa_verdict *);
/* send_body.c: all of what Meta gets. */
const char	*wa_row_body(struct act *, const struct wa_row *);
/* The job of a number runs then or before. */
enum outcome	 wa_send_wake(struct act *, const char *number_id,
		    int64_t due);

/* ---- what a person must settle (send_alert.c) ---------------------------- */

/* Told at once. */
enum outcome	 wa_alert_held(struct act *, const struct wa_number *,
		    const char *problem);
/* Meta does not name it any more. */
enum outcome	 wa_alert_gone(struct act *, const char *brand_id,
		    const char *number_id, const char *phone);
/* Told in some hours, unless it is settled by then. */
enum outcome	 wa_alert_doubt(struct act *, const char *brand_id);

/* ---- a file that goes along (send_file.c) -------------------------------- */

#define WA_FILE_MEMBER	"souk_file"	/* in the stored body, until then */
bool		 wa_row_has_file(const struct wa_row *);
/* Outside of a transaction: brought there unless Meta has it. */
void		 wa_row_bring(struct act *, struct wa_round *);
/* In the second transaction. */
enum outcome	 wa_file_record(struct act *, struct wa_round *);

#endif
