/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/ops/ops.h"

/* What the sandbox must refuse, tried.  Each returns -1 when refused. */

static long
socket_close(int family, int type)
{
	int	 fd = socket(family, type, 0);

	return fd == -1 ? -1 : close(fd);
}

static long	try_inet(void) { return socket_close(AF_INET, SOCK_STREAM); }
static long	try_inet6(void) { return socket_close(AF_INET6, SOCK_DGRAM); }
static long	try_packet(void) { return socket_close(AF_PACKET, SOCK_RAW); }
static long	try_vsock(void) { return socket_close(AF_VSOCK, SOCK_STREAM); }

static long
try_wide_family(void)
{
	return syscall(SYS_socket, (1L << 32) | AF_INET, SOCK_STREAM, 0);
}

static long
try_io_uring(void)
{
	struct io_uring_params	 p = { .flags = 0 };

	return syscall(SYS_io_uring_setup, 1, &p);
}

static long
try_execve(void)
{
	char	 file[] = "/bin/true";
	char	*argv[] = { file, NULL };

	return execve(file, argv, NULL);
}

static long
try_fork(void)
{
	pid_t	 pid = fork();

	if (pid == 0)
		_exit(0);
	return pid == -1 ? -1 : waitpid(pid, NULL, 0);
}

static long	try_ptrace(void) { return ptrace(PTRACE_TRACEME, 0, 0, 0); }
static long	try_kill(void) { return kill(getppid(), 0); }
static long	try_setuid(void) { return setuid(getuid()); }

static long
try_unshare(void)
{
	return syscall(SYS_unshare, 0x10000000L);	/* CLONE_NEWUSER */
}

static long
try_mount(void)
{
	return syscall(SYS_mount, "none", "/tmp", "tmpfs", 0L, NULL);
}

static long
try_code(void)
{
	void	*p = mmap(NULL, 4096, PROT_WRITE | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? -1 : 0;
}

static long
try_bpf(void)
{
	char	 attributes[128] = "";

	return syscall(SYS_bpf, 0, attributes, sizeof(attributes));
}

struct attack { const char *name; long (*try)(void); bool network; };

static const struct attack acts[] = {
	{ "socket AF_INET", try_inet, true },
	{ "socket AF_INET6", try_inet6, true },
	{ "socket AF_PACKET", try_packet, false },
	{ "socket AF_VSOCK", try_vsock, false },
	{ "socket AF_INET, wide", try_wide_family, false },
	{ "io_uring_setup", try_io_uring, false },
	{ "execve", try_execve, false },
	{ "fork", try_fork, false },
	{ "ptrace", try_ptrace, false },
	{ "kill another", try_kill, false },
	{ "setuid", try_setuid, false },
	{ "unshare", try_unshare, false },
	{ "mount", try_mount, false },
	{ "mmap write and execute", try_code, false },
	{ "bpf", try_bpf, false },
};

static long	try_read_file(void) { return open("/etc/passwd", O_RDONLY); }
static long	try_folder(void) { return open(".", O_RDONLY | O_DIRECTORY); }
static long	try_unix(void) { return socket_close(AF_UNIX, SOCK_STREAM); }
static long	try_raise(void) { return raise(SIGCONT); }
static long	try_dup(void) { return dup(0); }
static long	try_sleep(void) { return usleep(1); }
static long	try_limits(void) { return prctl(PR_GET_NAME, "", 0, 0, 0); }

static long
try_write_file(void)
{
	return open("/tmp/souk-attack", O_WRONLY | O_CREAT | O_EXCL, 0600);
}

static long
try_stat(void)
{
	return access("/etc/passwd", F_OK);
}

static long
try_code_later(void)
{
	void	*p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? -1 : mprotect(p, 4096, PROT_READ | PROT_EXEC);
}

/* What only the strict one refuses. */
static const struct attack strict_acts[] = {
	{ "open a file", try_read_file, false },
	{ "make a file", try_write_file, false },
	{ "open a folder", try_folder, false },
	{ "look for a file", try_stat, false },
	{ "socket AF_UNIX", try_unix, false },
	{ "a signal to itself", try_raise, false },
	{ "dup", try_dup, false },
	{ "sleep", try_sleep, false },
	{ "prctl", try_limits, false },
	{ "mprotect execute", try_code_later, false },
};

static int
attack_all(const struct attack *list, size_t count, bool network)
{
	int	 done = 0;

	for (size_t i = 0; i < count; i++) {
		if (network && list[i].network)
			continue;
		errno = 0;
		if (list[i].try() != -1) {
			printf("%s: DONE\n", list[i].name);
			done++;
		} else
			printf("%s: refused (%s)\n", list[i].name,
			    strerror(errno));
	}
	return done;
}

int
sandbox_attack(bool network)
{
	return attack_all(acts, sizeof(acts) / sizeof(acts[0]), network);
}

int
sandbox_attack_strict(void)
{
	return sandbox_attack(false) + attack_all(strict_acts,
	    sizeof(strict_acts) / sizeof(strict_acts[0]), false);
}
