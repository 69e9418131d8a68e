/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "lib/ops/ops.h"

/*
 * What a worker never does after its start.  A list of what is refused, not
 * of what is allowed: it needs no change with a new libc, and each row is
 * something an attacker wants.  A row that cannot be installed ends the
 * start.
 */
static const int refused[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),
	SCMP_SYS(kcmp), SCMP_SYS(perf_event_open), SCMP_SYS(bpf),
	SCMP_SYS(userfaultfd), SCMP_SYS(mount), SCMP_SYS(umount2),
	SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(setns),
	SCMP_SYS(unshare), SCMP_SYS(init_module), SCMP_SYS(finit_module),
	SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot),
	SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(setuid),
	SCMP_SYS(setgid), SCMP_SYS(setreuid), SCMP_SYS(setresuid),
	SCMP_SYS(setgroups), SCMP_SYS(capset), SCMP_SYS(add_key),
	SCMP_SYS(keyctl), SCMP_SYS(request_key), SCMP_SYS(acct),
	SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
	SCMP_SYS(open_by_handle_at), SCMP_SYS(mknod), SCMP_SYS(mknodat),
};

static const int refused_without_network[] = {
	SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register), SCMP_SYS(listen), SCMP_SYS(bind),
};

static int
refuse_all(scmp_filter_ctx filter, const int *calls, size_t count)
{
	int	 rc = 0;

	for (size_t i = 0; i < count && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i],
		    0);
	return rc;
}

static int
refuse_network(scmp_filter_ctx filter)
{
	int	 rc;

	rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT),
	    SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT),
		    SCMP_SYS(socketpair), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
	if (rc == 0)
		rc = refuse_all(filter, refused_without_network,
		    sizeof(refused_without_network) / sizeof(int));
	return rc;
}

static bool
sandbox_load(bool network)
{
	scmp_filter_ctx	 filter = seccomp_init(SCMP_ACT_ALLOW);
	int		 rc;

	if (filter == NULL)
		return false;
	rc = refuse_all(filter, refused, sizeof(refused) / sizeof(int));
	if (rc == 0 && !network)
		rc = refuse_network(filter);
	if (rc == 0)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc == 0;
}

bool
sandbox_enter(bool network, const char **why)
{
	const struct rlimit	 none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) != 0)
		*why = "core files cannot be switched off";
	else if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		*why = "privileges cannot be given up";
#ifndef __SANITIZE_ADDRESS__	/* its leak check attaches to the process */
	else if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		*why = "the process stays readable to others";
#endif
	else if (!sandbox_load(network))
		*why = "the kernel refuses the system call filter";
	else
		return true;
	return false;
}
