/* SPDX-License-Identifier: ISC */
/* The front: is it there, does it take its configuration, is its port free. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/ops/doctor.h"

#define NGINX	"/usr/sbin/nginx"

static bool
has_front(void)
{
	const char	*nginx = getenv("SOUK_NGINX");

	return nginx == NULL || strcmp(nginx, "0") != 0;
}

static int
nginx_tried(const struct config *config)
{
	int	 status = -1, null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	pid_t	 pid = fork();

	if (pid == 0) {
		dup2(null, STDERR_FILENO);
		execl(NGINX, NGINX, "-t", "-q", "-p", config->home, "-c",
		    "etc/nginx.conf", "-e", "stderr", (char *)NULL);
		_exit(127);
	}
	if (null != -1)
		close(null);
	return pid != -1 && waitpid(pid, &status, 0) == pid &&
	    WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Before the first start there is nothing to be tried. */
int
check_nginx(struct act *act, struct buf *out)
{
	if (!has_front())
		return 0;
	if (access(NGINX, X_OK) != 0)
		return finding(out, NGINX, "is not there",
		    "apt-get install nginx, or set SOUK_NGINX=0");
	mkdir(arena_printf(act->arena, "%s/run/nginx", act->config->home),
	    0700);		/* as a start does; a restored home has none */
	if (access(arena_printf(act->arena, "%s/etc/nginx.conf",
	    act->config->home), R_OK) != 0 || nginx_tried(act->config) == 0)
		return 0;
	return finding(out, "etc/nginx.conf", "nginx refuses it",
	    arena_printf(act->arena, NGINX " -t -p %s -c etc/nginx.conf says "
	    "why; `souk run` writes it anew", act->config->home));
}

/* The lock on run/ says whether the port would be ours. */
static bool
is_running(struct act *act)
{
	int	 fd = open(arena_printf(act->arena, "%s/run",
	    act->config->home), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool	 free_ = fd == -1 || flock(fd, LOCK_SH | LOCK_NB) == 0;

	if (fd != -1)
		close(fd);
	return !free_;
}

static int
port_errno(int64_t port)
{
	struct sockaddr_in	 any = { .sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port) };
	int			 fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
	int			 why = 0;

	if (fd == -1)
		return 0;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, (struct sockaddr *)&any, sizeof(any)) != 0 ||
	    listen(fd, 1) != 0)
		why = errno;
	close(fd);
	return why;
}

int
check_port(struct act *act, struct buf *out)
{
	const int64_t	 ports[] = { act->config->port,
	    act->config->http_port };
	int		 n = 0;

	if (!has_front() || is_running(act))
		return 0;
	for (int i = 0; i < 2; i++) {
		const char	*what = arena_printf(act->arena, "port %lld",
		    (long long)ports[i]);
		const int	 why = ports[i] == 0 ? 0 :
		    port_errno(ports[i]);

		if (why == EADDRINUSE)
			n += finding(out, what, "somebody else listens there",
			    "end that, or choose another in etc/souk.env");
		else if (why == EACCES)
			n += finding(out, what, "is for root only",
			    "sysctl net.ipv4.ip_unprivileged_port_start=80");
	}
	return n;
}
