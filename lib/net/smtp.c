/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/net/call.h"
#include "lib/net/public.h"

#define TIMEOUT_MS	30000
#define REPLY_BYTES	300	/* RFC 5321 4.5.3.1.5 has 512 for a line */

/* One mail under way; no arena, since libcurl calls back. */
struct posting {
	const char	*message;
	size_t		 len, at;
	bool		 ready;		/* connected, trusted, let in */
	int		 code;		/* of the last reply */
	bool		 goes_on;	/* it has more lines */
	size_t		 reply_len;
	char		 reply[REPLY_BYTES];
};

/*
 * libcurl hands on what it is given: a line end in an address would be a
 * command of its own.
 */
static bool
is_address(const char *address)
{
	const char	*p;

	if (!text_is_email(address))
		return false;
	for (p = address; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7f ||
		    *p == '<' || *p == '>')
			return false;
	return true;
}

/* What stands in EHLO, behind the URL's slash. */
static bool
is_name(const char *name)
{
	size_t	 len = strlen(name);

	return len > 0 && len <= 253 && strspn(name, "abcdefghijklmnopqrstuv"
	    "wxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == len;
}

static size_t
give_message(char *room, size_t size, size_t count, void *posting)
{
	struct posting	*p = posting;
	size_t		 n = size * count;

	if (n > p->len - p->at)
		n = p->len - p->at;
	memcpy(room, p->message + p->at, n);
	p->at += n;
	return n;
}

static int
be_ready(void *posting, char *ip, char *own_ip, int port, int own_port)
{
	struct posting	*p = posting;

	(void)ip;
	(void)own_ip;
	(void)port;
	(void)own_port;
	p->ready = true;
	return CURL_PREREQFUNC_OK;
}

static void
reply_add(struct posting *p, const char *line, size_t len)
{
	for (size_t i = 0; i < len && p->reply_len < REPLY_BYTES - 1; i++)
		p->reply[p->reply_len++] = line[i] < ' ' || line[i] > '~' ?
		    ' ' : line[i];
	while (p->reply_len > 0 && p->reply[p->reply_len - 1] == ' ')
		p->reply_len--;
	p->reply[p->reply_len] = '\0';
}

/* "550-no such", "550 user": the last reply but the one to QUIT. */
static size_t
take_reply(char *line, size_t size, size_t count, void *posting)
{
	struct posting	*p = posting;
	size_t		 n = size * count;
	int		 code = 0;

	for (size_t i = 0; i < 3 && i < n && line[i] >= '0' &&
	    line[i] <= '9'; i++)
		code = code * 10 + (line[i] - '0');
	if (code < 200 || code > 599 || code == 221)
		return n;
	if (!p->goes_on)
		p->reply_len = 0;
	else
		reply_add(p, ".", 1);
	reply_add(p, line + (p->goes_on ? 3 : 0), n - (p->goes_on ? 3 : 0));
	p->code = code;
	p->goes_on = n > 3 && line[3] == '-';
	return n;
}

/* No TLS only where nobody is in between, and nothing secret is said. */
static long
tls_wanted(struct act *act, const struct net_mail *mail)
{
	return *mail->user == '\0' && act->config->loopback &&
	    net_is_loopback(act->arena, mail->url) ? CURLUSESSL_NONE :
	    CURLUSESSL_ALL;
}

static void
posting_set(struct net_call *call, const struct net_mail *mail,
    struct posting *p)
{
	net_set(call, CURLOPT_MAIL_FROM, mail->from);
	net_set(call, CURLOPT_UPLOAD, 1L);
	net_set(call, CURLOPT_INFILESIZE_LARGE, (curl_off_t)mail->len);
	net_set(call, CURLOPT_READFUNCTION, give_message);
	net_set(call, CURLOPT_READDATA, p);
	net_set(call, CURLOPT_HEADERFUNCTION, take_reply);
	net_set(call, CURLOPT_HEADERDATA, p);
	net_set(call, CURLOPT_PREREQFUNCTION, be_ready);
	net_set(call, CURLOPT_PREREQDATA, p);
	if (*mail->user == '\0')
		return;
	net_set(call, CURLOPT_USERNAME, mail->user);
	net_set(call, CURLOPT_PASSWORD, mail->password);
}

/*
 * A no is an answer.  Without one, the mail may have been taken only once all
 * of it had gone out.
 */
static enum net_result
posting_result(enum net_result result, const struct posting *p)
{
	if (result == NET_OK || result == NET_REFUSED)
		return result;
	if (!p->ready)
		return NET_UNREACHED;
	if (p->code >= 400)
		return NET_OK;
	return p->at == p->len ? NET_UNKNOWN : NET_UNREACHED;
}

static enum net_result
post(struct act *act, const struct net_mail *mail, const char *url, long tls,
    struct posting *p)
{
	struct curl_slist	*to = curl_slist_append(NULL, mail->to);
	struct net_call		 call;
	enum net_result		 result = NET_REFUSED;

	if (to == NULL)
		return result;
	if (net_open(act, &call, url, "smtp,smtps", mail->timeout_ms > 0 ?
	    mail->timeout_ms : TIMEOUT_MS)) {
		posting_set(&call, mail, p);
		net_set(&call, CURLOPT_MAIL_RCPT, to);
		net_set(&call, CURLOPT_USE_SSL, tls);
		result = posting_result(net_perform(&call), p);
		/* Why there was no answer at all. */
		if (p->code < 400 && result != NET_OK) {
			p->goes_on = false;
			p->reply_len = 0;
			reply_add(p, call.why, strlen(call.why));
		}
		net_close(&call);
	}
	curl_slist_free_all(to);
	return result;
}

enum net_result
net_mail(struct act *act, const struct net_mail *mail,
    struct net_delivery *delivery)
{
	struct posting	 p = { .message = mail->message, .len = mail->len };
	enum net_result	 result;

	*delivery = (struct net_delivery){ .text = "" };
	if (!net_is_allowed(act) || !is_address(mail->from) ||
	    !is_address(mail->to) || !is_name(mail->name)) {
		log_line(LOG_ERROR, "a mail is not allowed", NULL);
		return NET_REFUSED;
	}
	result = post(act, mail, arena_printf(act->arena, "%s/%s", mail->url,
	    mail->name), tls_wanted(act, mail), &p);
	delivery->code = p.code;
	delivery->text = arena_copy(act->arena, p.reply);
	return result;
}
