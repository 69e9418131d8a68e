/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/ops/ops.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * What a worker never does after its start.  A list of what is refused, not
 * of what is allowed: it needs no change with a new libc, and each row is
 * something that an attacker wants.  A row that cannot be installed ends the
 * start; another architecture's calls kill (libseccomp's own default).
 */
static const int refused[] = {
	/* other programs, other processes */
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pidfd_send_signal), SCMP_SYS(kcmp),
	/* more of the kernel than files and sockets */
	SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register), SCMP_SYS(bpf), SCMP_SYS(userfaultfd),
	SCMP_SYS(perf_event_open), SCMP_SYS(add_key), SCMP_SYS(keyctl),
	SCMP_SYS(request_key), SCMP_SYS(personality), SCMP_SYS(modify_ldt),
	/* file systems and namespaces */
	SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(move_mount),
	SCMP_SYS(open_tree), SCMP_SYS(fsopen), SCMP_SYS(fsmount),
	SCMP_SYS(fspick), SCMP_SYS(mount_setattr), SCMP_SYS(pivot_root),
	SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare),
	SCMP_SYS(open_by_handle_at), SCMP_SYS(mknod), SCMP_SYS(mknodat),
	SCMP_SYS(quotactl), SCMP_SYS(fanotify_init),
	/* the machine */
	SCMP_SYS(init_module), SCMP_SYS(finit_module),
	SCMP_SYS(delete_module), SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load), SCMP_SYS(reboot), SCMP_SYS(swapon),
	SCMP_SYS(swapoff), SCMP_SYS(acct), SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(iopl),
	SCMP_SYS(ioperm), SCMP_SYS(sethostname),
	/* another identity */
	SCMP_SYS(setuid), SCMP_SYS(setgid), SCMP_SYS(setreuid),
	SCMP_SYS(setregid), SCMP_SYS(setresuid), SCMP_SYS(setresgid),
	SCMP_SYS(setfsuid), SCMP_SYS(setfsgid), SCMP_SYS(setgroups),
	SCMP_SYS(capset),
	/* waiting for others to call */
	SCMP_SYS(listen), SCMP_SYS(bind),
};

/* Every family up to here but these; beyond, all. */
#define FAMILIES	64

static const int families_local[] = { AF_UNIX };
static const int families_network[] = { AF_UNIX, AF_INET, AF_INET6,
	AF_NETLINK };		/* the resolver asks for addresses by it */

static int
refuse_calls(scmp_filter_ctx filter)
{
	int	 rc = 0;

	for (size_t i = 0; i < COUNT(refused) && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
		    refused[i], 0);
	return rc;
}

/* fork() is a clone without CLONE_THREAD; libc falls back from clone3. */
static int
refuse_children(scmp_filter_ctx filter)
{
	int	 rc;

	rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone),
	    1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
		    SCMP_SYS(clone3), 0);
	return rc;
}

/* No memory that can be written and run, none that becomes code later. */
static int
refuse_code(scmp_filter_ctx filter)
{
	const unsigned	 both = PROT_WRITE | PROT_EXEC;
	int		 rc;

	rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mmap),
	    1, SCMP_A2(SCMP_CMP_MASKED_EQ, both, both));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
		    SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ,
		    PROT_EXEC, PROT_EXEC));
	return rc;
}

/* A signal to anyone else. */
static int
refuse_signals(scmp_filter_ctx filter)
{
	static const int	 calls[] = { SCMP_SYS(kill),
	    SCMP_SYS(tgkill), SCMP_SYS(rt_sigqueueinfo) };
	int			 rc = 0;

	for (size_t i = 0; i < COUNT(calls) && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i],
		    1, SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid()));
	return rc == 0 ? seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
	    SCMP_SYS(tkill), 0) : rc;
}

static bool
is_among(const int *families, size_t count, int family)
{
	for (size_t i = 0; i < count; i++)
		if (families[i] == family)
			return true;
	return false;
}

/*
 * The kernel reads 32 bits of the family and the filter 64: what has any of
 * the upper ones is beyond FAMILIES, and refused.
 */
static int
refuse_families(scmp_filter_ctx filter, int call, const int *families,
    size_t count)
{
	int	 rc;

	rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), call, 1,
	    SCMP_A0(SCMP_CMP_GE, FAMILIES));
	for (int i = 0; i < FAMILIES && rc == 0; i++)
		if (!is_among(families, count, i))
			rc = seccomp_rule_add(filter,
			    SCMP_ACT_ERRNO(EAFNOSUPPORT), call, 1,
			    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)i));
	return rc;
}

static int
refuse_sockets(scmp_filter_ctx filter, bool network)
{
	const int	*families = network ? families_network :
	    families_local;
	size_t		 count = network ? COUNT(families_network) :
	    COUNT(families_local);
	int		 rc;

	rc = refuse_families(filter, SCMP_SYS(socket), families, count);
	if (rc == 0)
		rc = refuse_families(filter, SCMP_SYS(socketpair), families,
		    count);
	return rc;
}

static bool
filter_load(bool network)
{
	scmp_filter_ctx	 filter = seccomp_init(SCMP_ACT_ALLOW);
	bool		 ok;

	if (filter == NULL)
		return false;
	ok = refuse_calls(filter) == 0 && refuse_children(filter) == 0 &&
	    refuse_code(filter) == 0 && refuse_signals(filter) == 0 &&
	    refuse_sockets(filter, network) == 0 && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return ok;
}

bool
sandbox_enter(bool network, const char **why)
{
	const struct rlimit	 none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) != 0)
		*why = "core files cannot be switched off";
	else if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		*why = "privileges cannot be given up";
	else if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		*why = "the process stays readable to others";
	else if (!filter_load(network))
		*why = "the kernel refuses the system call filter";
	else
		return true;
	return false;
}

#ifdef __SANITIZE_ADDRESS__
/* Its leak check at the end traces the process from a clone of it. */
const char	*__lsan_default_options(void);

const char *
__lsan_default_options(void)
{
	return "detect_leaks=0";
}
#endif
