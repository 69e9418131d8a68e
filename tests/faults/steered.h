/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_STEERED_H
#define SOUK_TESTS_FAULTS_STEERED_H

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/faults/faults.h"
#include "tests/faults/preload.h"

/* A shop whose processes have the library of preload.c, steered by *fault. */
static struct fault	*fault;

/* Before the shop starts: its processes inherit the library. */
__attribute__((constructor)) static void
preload(void)
{
	static char	 path[] = "/tmp/souk-fault.XXXXXX";
	char		 library[4096];
	int		 fd = mkstemp(path);
	ssize_t		 n = readlink("/proc/self/exe", library,
			    sizeof(library) - sizeof("/preload.so"));

	if (fd == -1 || n <= 0 || ftruncate(fd, sizeof(*fault)) != 0)
		abort();
	library[n] = '\0';
	memcpy(strrchr(library, '/'), "/preload.so", sizeof("/preload.so"));
	fchmod(fd, 0666);
	fault = mmap(NULL, sizeof(*fault), PROT_READ | PROT_WRITE, MAP_SHARED,
	    fd, 0);
	close(fd);
	if (fault == MAP_FAILED)
		abort();
	setenv("SOUK_FAULT", path, 1);
	setenv("LD_PRELOAD", library, 1);
}

/* Mapped by whoever needs it; the name goes with the shop. */
__attribute__((destructor)) static void
preload_end(void)
{
	unlink(getenv("SOUK_FAULT"));
}

#endif
