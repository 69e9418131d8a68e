/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_OAUTH_PARTS_H
#define SOUK_ACCOUNTS_OAUTH_PARTS_H

#include "lib/accounts/account.h"
#include "lib/accounts/oauth.h"

/* Private to lib/accounts: what the files of signing in with others share. */

struct json_in;

/* ---- what a provider says of a person; each text may be NULL ------------- */
struct oauth_claims {
	const char	*issuer, *subject;	/* never NULL */
	const char	*email, *name;
	bool		 verified;	/* it says that they read mail there */
	bool		 runs_address;	/* and it is the one to know */
};

/* ---- oauth_state.c: one attempt, of one browser -------------------------- */
struct oauth_secrets {
	const char	*state, *nonce, *verifier, *cookie;
};
struct oauth_state {
	const char	*nonce_hash, *verifier, *to;
	const char	*session_id;		/* NULL: to sign in */
};
/* cookie: the browser's own, if it is one of ours. */
void		 oauth_secrets_make(struct act *, const char *cookie,
		    struct oauth_secrets *);
/* In a WRITE transaction, like the next; what has expired goes. */
enum outcome	 oauth_state_put(struct act *, enum oauth_provider,
		    const struct oauth_secrets *, const char *to,
		    const char *session_id);
/* Takes it away.  NOT_FOUND: none such, of another browser or provider;
 * *late: there was one, too late. */
enum outcome	 oauth_state_take(struct act *, const struct oauth_back *,
		    struct oauth_state *, bool *late);

/* ---- providers: oauth_google.c, oauth_facebook.c -------------------------- */
struct oauth_redeem {
	const char			*code, *redirect;
	const struct oauth_state	*state;
};
struct oauth_service {
	const char	*name, *label;
	bool		(*is_on)(const struct config *);
	const char	*(*issuer)(const struct config *);
	/* Outside of transactions.  UPSTREAM, with a message. */
	enum outcome	(*ask)(struct act *, const struct oauth_secrets *,
			    const char *redirect, const char **url);
	/* Is what came back with this issuer (NULL: none) this provider's? */
	bool		(*is_from)(struct act *, const char *issuer);
	/* UPSTREAM, or UNAUTHENTICATED: it does not hold. */
	enum outcome	(*redeem)(struct act *, const struct oauth_redeem *,
			    struct oauth_claims *);
};
extern const struct oauth_service	oauth_google, oauth_facebook;
const struct oauth_service	*oauth_service(enum oauth_provider);

/* ---- oauth_call.c: forms out, JSON in -------------------------------------- */
/* "name=value&…" of pairs that end with a NULL name. */
struct oauth_pair { const char *name, *value; };
const char	*oauth_form(struct act *, const struct oauth_pair *);
struct oauth_answer {
	int		 status;
	struct json_in	*json;		/* an object */
	const char	*text;		/* the same as it came */
	size_t		 len;
	int64_t		 max_age;	/* seconds */
};
/*
 * form NULL: GET.  UPSTREAM: no answer, an error of the server (5xx), or one
 * that is no JSON object; UNAUTHENTICATED: it refuses (any other but 200).
 */
enum outcome	 oauth_call(struct act *, const char *base, const char *path,
		    const char *form, struct oauth_answer *);
enum outcome	 oauth_is_down(struct act *, const char *what);
/* A string member, NULL: there is none. */
const char	*oauth_text(const struct json_in *, const char *name);

/* ---- oauth_id_token.c -------------------------------------------------------- */
struct id_token_rules {
	const char	*issuer, *other_issuer;	/* either; NULL: only one */
	const char	*client_id, *nonce_hash;
	int64_t		 now;			/* ms */
};
/* What a payload must say besides being signed. */
bool		 id_token_holds(struct arena *, const struct json_in *,
		    const struct id_token_rules *);
void		 id_token_claims(const struct json_in *,
		    struct oauth_claims *);

/* ---- oauth_keys.c: what a worker keeps of Google ------------------------------ */
struct oauth_endpoints {
	const char	*authorize, *token;
	bool		 names_issuer;	/* its answers carry "iss" */
};
enum outcome	 oauth_endpoints(struct act *, struct oauth_endpoints *);
/* The payload of a token that one of Google's keys has signed. */
enum outcome	 oauth_signed(struct act *, const char *token,
		    struct json_in **payload);

/* ---- oauth_identity.c: all in the caller's transaction ------------------------ */
/* NOT_FOUND: nobody's. */
enum outcome	 identity_find(struct act *, enum oauth_provider,
		    const struct oauth_claims *, const char **id,
		    const char **user_id);
enum outcome	 identity_add(struct act *, enum oauth_provider,
		    const struct oauth_claims *, const char *user_id,
		    const char **id);
enum outcome	 identity_touch(struct act *, const char *id,
		    const struct oauth_claims *);

/* ---- oauth_link.c --------------------------------------------------------------- */
/* What is known of a person who was proved to be this identity. */
struct oauth_facts {
	bool	known;		/* the identity is linked */
	bool	verified, runs_address;	/* as in the claims */
	bool	has_account;	/* somebody here has the address */
	bool	account_verified, account_staff;
};
enum oauth_way { OAUTH_SIGN_IN, OAUTH_LINK, OAUTH_CREATE, OAUTH_ASK_SIGN_IN,
	OAUTH_ASK_SIGN_UP };
enum oauth_way	 oauth_choose(const struct oauth_facts *);
/* Signs in, in a WRITE transaction, by that choice. */
enum outcome	 oauth_enter(struct act *, enum oauth_provider,
		    const struct oauth_claims *, struct login_result *);
/* Links it to the actor. */
enum outcome	 oauth_attach(struct act *, enum oauth_provider,
		    const struct oauth_claims *);

#endif
