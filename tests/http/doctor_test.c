/* SPDX-License-Identifier: ISC */
/* Faults planted one by one: the doctor names each, and nothing else. */
#include "tests/http/suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/http/process.h"

#define NOBODY_ELSE	"65533"	/* neither root nor the home's owner */

/*
 * Words of a shell in the home, with `q` for SQL on its database; what `env`
 * sets is set for the doctor; then one line must hold `says`.
 */
#define FAULT(NAME, PLANT, ENV, SAYS, MEND, ...)			\
	{ .name = (NAME), .plant = (PLANT), .env = (ENV),		\
	  .says = (SAYS), .mend = (MEND), __VA_ARGS__ }
static const struct fault {
	const char	*name, *plant, *env, *says, *mend;
	bool		 root;		/* only root can plant it */
	int		 status;	/* 0: 1 */
} faults[] = {
	FAULT("env readable", "chmod 644 etc/souk.env", "",
	  "souk.env: can be read by others", "chmod 600 etc/souk.env"),
	FAULT("key readable", "chmod 640 etc/tls.key", "",
	  "tls.key: can be read by others", "chmod 600 etc/tls.key"),
	FAULT("pages writable", "chmod 777 www", "",
	  "www: can be written by others", "chmod 755 www"),
	FAULT("wrong owner", "chown " NOBODY_ELSE " log", "",
	  "log: belongs to somebody else",
	  "chown $(stat -c %u .) log", .root = true),
	FAULT("folder missing", "mv backup aside", "",
	  "backup: is not there", "mv aside backup"),
	FAULT("upload left", "echo x >run/upload-old && touch -d '3 days ago' "
	  "run/upload-old", "", "uploads of days ago", "rm run/upload-old"),
	FAULT("clock", "touch -d '2 days' db/souk.db", "",
	  "clock: the database was written in the future",
	  "touch db/souk.db"),
	FAULT("no certificate", "mv etc/tls.crt aside", "",
	  "tls.crt: cannot be read", "mv aside etc/tls.crt"),
	FAULT("certificate of another key", "cp -p etc/tls.key aside && "
	  "openssl genrsa -out etc/tls.key 2048 2>/dev/null && "
	  "chown $(stat -c %u .) etc/tls.key", "",
	  "tls.key: is not the key", "mv aside etc/tls.key"),
	FAULT("certificate of another host", ":",
	  "SOUK_BASE_URL=https://127.0.0.9",
	  "tls.crt: is not for the host", ":"),
	FAULT("certificate that ends", "cp -p etc/tls.crt aside && openssl req "
	  "-x509 -key etc/tls.key -days 2 -subj /CN=localhost "
	  "-addext subjectAltName=DNS:localhost -out etc/tls.crt "
	  "2>/dev/null && chmod 644 etc/tls.crt", "",
	  "tls.crt: has ended or soon will", "mv aside etc/tls.crt"),
	FAULT("real money for a shop nobody reaches", ":",
	  "SOUK_STRIPE_KEY=sk_live_0123456789 SOUK_STRIPE_WEBHOOK_SECRETS="
	  "whsec_0123456789012345678901234567",
	  "SOUK_STRIPE_KEY: takes real money", ":"),
	FAULT("keys of two modes", ":", "SOUK_STRIPE_KEY=sk_test_0123456789 "
	  "SOUK_STRIPE_PUBLIC_KEY=pk_live_0123456789 "
	  "SOUK_STRIPE_WEBHOOK_SECRETS=whsec_0123456789012345678901234567",
	  "SOUK_STRIPE_PUBLIC_KEY: is of the other mode", ":"),
	FAULT("older schema", "q 'PRAGMA user_version=5'", "",
	  "schema: the database has 5", "q 'PRAGMA user_version=7'"),
	FAULT("newer schema", "q 'PRAGMA user_version=99'", "",
	  "schema: the database has 99", "q 'PRAGMA user_version=7'"),
	FAULT("job given up", "q \"INSERT INTO job (id, kind, payload, state, "
	  "due_at, created_at) VALUES ('job_x', 'x', '{}', 'dead', 0, 0)\"",
	  "", "jobs: 1 were given up", "q \"DELETE FROM job WHERE id='job_x'\""),
	FAULT("no owner", "q \"UPDATE users SET is_active=0 WHERE "
	  "role='SUPER_ADMIN'\"", "", "nobody owns the shop",
	  "q \"UPDATE users SET is_active=1\""),
	FAULT("owner without second factor", ":",
	  "SOUK_BASE_URL=https://shop.test", "by a password alone", ":"),
	FAULT("picture gone", "q \"INSERT INTO media (id, brand_id, name, "
	  "is_private, width, height, largest, bytes, color, placeholder, "
	  "created_at) SELECT 'media_x', id, 'ab/cd', 0, 1, 1, 1, 1, "
	  "'#000000', '', 0 FROM brand LIMIT 1\"", "",
	  "media/public/ab/cd: this and 0 more",
	  "q \"DELETE FROM media WHERE id='media_x'\""),
	FAULT("copies old", "q \"UPDATE users SET created_at=1\" && "
	  "q \"DELETE FROM backup_run\"", "",
	  "backup: the newest copy is older",
	  "q \"UPDATE users SET created_at=9999999999999\""),
	FAULT("copies in the clear", ":", "SOUK_BACKUP_PLACE=/mnt/x",
	  "SOUK_BACKUP_PLACE: copies go there", ":"),
	FAULT("secret of a sample", ":",
	  "SOUK_SECRET=please-change-me-please-change-me-please",
	  "SOUK_SECRET: can be guessed", ":"),
	FAULT("secret of few letters", ":",
	  "SOUK_SECRET=abababababababababababababababababab",
	  "SOUK_SECRET: can be guessed", ":"),
	FAULT("http in links", ":", "SOUK_BASE_URL=http://shop.test",
	  "SOUK_BASE_URL: is http", ":"),
	FAULT("nginx refuses", "echo nonsense >>etc/nginx.conf", "",
	  "etc/nginx.conf: nginx refuses it",
	  "sed -i '$d' etc/nginx.conf"),
	FAULT("half a pair", ":", "SOUK_SMTP_USER=x", "SOUK_SMTP_PASSWORD must",
	  ":", .status = 78),
	FAULT("half a store", ":", "SOUK_S3_URL=https://s3.test",
	  "SOUK_S3_BUCKET must", ":", .status = 78),
	FAULT("disk full", "mkdir disk && mount -t tmpfs -o size=3m tmpfs disk "
	  "&& mkdir disk/run && cp -p run/shared disk/run/ && "
	  "chown -R $(stat -c %u:%g .) disk && "
	  "{ head -c 4m /dev/zero >disk/fill 2>/dev/null; true; }",
	  "SOUK_HOME=$home/disk SOUK_DATABASE=$home/db/souk.db "
	  "SOUK_SECRET=$(openssl rand -hex 32)",
	  "disk: is nearly full", "umount disk; rmdir disk", .root = true),
};

static int
shell(char **out, const char *format, const char *words)
{
	char		 text[4096];
	const char	*argv[] = { "sh", "-c", text, NULL };

	snprintf(text, sizeof(text), "cd $home || exit; q() { sqlite3 -cmd "
	    "'.timeout 5000' db/souk.db \"$1\" >/dev/null; }; %s%s", format,
	    words);
	return command_run(NULL, out, argv);
}

static void
fault_is_found(const struct fault *f)
{
	char	*out = NULL, words[1024];
	int	 status;

	ck_assert_msg(shell(&out, f->plant, "") == 0, "%s: %s", f->name, out);
	free(out);
	snprintf(words, sizeof(words), "env %s $home/bin/souk doctor",
	    f->env);
	status = shell(&out, words, "");
	ck_assert_msg(status == (f->status == 0 ? 1 : f->status) &&
	    strstr(out, f->says) != NULL, "%s: %d, no \"%s\" in: %s", f->name,
	    status, f->says, out);
	free(out);
	ck_assert_msg(shell(&out, f->mend, "") == 0, "%s: %s", f->name, out);
	free(out);
}

static void
is_healthy(const char *after)
{
	char	*out = NULL;

	ck_assert_msg(shop_command(NULL, &out, "doctor", NULL) == 0,
	    "after %s: %s", after, out);
	ck_assert_msg(strstr(out, "healthy") != NULL, "%s", out);
	free(out);
}

static void
setup(void)
{
	shop_start();
	setenv("home", shop_home(), 1);
}

START_TEST(p110_twenty_planted_faults_are_found_and_nothing_else)
{
	is_healthy("nothing");
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (!faults[i].root || geteuid() == 0) {
			fault_is_found(&faults[i]);
			is_healthy(faults[i].name);
		}
}
END_TEST

/* Its own port is not taken: by itself. */
START_TEST(p110_a_port_that_is_taken_is_told_before_the_start)
{
	char	*out = NULL;

	shop_stop();
	is_healthy("its end");
	ck_assert_int_eq(shell(&out, "python3 -c 'import os, socket, "
	    "subprocess; s = socket.create_server((\"\", "
	    "int(os.environ[\"SOUK_PORT\"]))); r = subprocess.run([os.environ"
	    "[\"home\"] + \"/bin/souk\", \"doctor\"]); exit(r.returncode)'",
	    ""), 1);
	ck_assert_ptr_nonnull(strstr(out, ": somebody else listens there"));
	free(out);
	shop_start();
}
END_TEST

/* A line, and healthy all the same. */
static void
is_told(const char *says, bool told)
{
	char	*out = NULL;

	ck_assert_msg(shop_command(NULL, &out, "doctor", NULL) == 0, "%s",
	    out);
	ck_assert_msg((strstr(out, says) != NULL) == told, "%s: %s", says,
	    out);
	free(out);
}

START_TEST(p110_a_shop_that_sells_and_sends_nothing_is_told)
{
	struct client	*c = client_login("owner");
	struct answer	*a = client_json(c, "POST", "/api/admin/categories",
			    "{\"name\":\"Thé\"}");
	char		 id[64], path[128];

	want(a, 201);
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
	is_told("zones: ", false);
	want(client_json(c, "POST", "/api/admin/products", "{\"name\":"
	    "\"Théière\",\"description\":\"Laiton martelé à la main.\","
	    "\"categoryId\":\"%s\",\"status\":\"ACTIVE\",\"basePrice\":"
	    "\"23.90\",\"images\":[{\"url\":\"/assets/icon.svg\"}]}", id),
	    201);
	is_told("zones: there are products for sale", true);
	want(client_json(c, "POST", "/api/admin/zones/start", "{}"), 201);
	is_told("zones: ", false);
	is_told("shipping: there are products for sale", true);
	a = client_get(c, "/api/admin/shipping-methods?limit=1");
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.0.id"));
	snprintf(path, sizeof(path), "/api/admin/shipping-methods/%s", id);
	want(client_json(c, "PATCH", path,
	    "{\"isActive\":true,\"rates\":[{\"currency\":\"EUR\","
	    "\"amount\":\"4.90\"}]}"), 200);
	is_told("shipping: ", false);
	client_free(c);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
	    p110_twenty_planted_faults_are_found_and_nothing_else,
	    p110_a_port_that_is_taken_is_told_before_the_start,
	    p110_a_shop_that_sells_and_sends_nothing_is_told,
	};

	return suite_run_with("doctor", setup, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
