/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_STEERED_BY_H
#define SOUK_TESTS_FAULTS_STEERED_BY_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Before the shop starts: its processes inherit the library that stands beside
 * this program, and map what is answered, by the file that `variable` names.
 */
static inline void *
steered_by(const char *variable, size_t len, const char *library)
{
	static char	 path[] = "/tmp/souk-fault.XXXXXX";
	char		 file[4096];
	int		 fd = mkstemp(path);
	ssize_t		 n = readlink("/proc/self/exe", file,
			    sizeof(file) - strlen(library) - 1);
	void		*p;

	if (fd == -1 || n <= 0 || ftruncate(fd, (off_t)len) != 0)
		abort();
	file[n] = '\0';
	strcpy(strrchr(file, '/'), library);
	fchmod(fd, 0666);
	p = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		abort();
	setenv(variable, path, 1);
	setenv("LD_PRELOAD", file, 1);
	return p;
}

#endif
