/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ZONES		"/usr/share/zoneinfo/"
#define ZONE_MAX	64
#define YEAR_0		INT64_C(-62167219200000)	/* ms */
#define YEAR_10000	INT64_C(253402300800000)

int64_t
clock_now(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * CLOCK_SECOND + t.tv_nsec / 1000000;
}

int64_t
clock_monotonic_us(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* n as exactly `width` digits; returns what follows. */
static char *
put_digits(char *p, int64_t n, int width)
{
	for (int i = width - 1; i >= 0; i--, n /= 10)
		p[i] = (char)('0' + n % 10);
	return p + width;
}

/* Times outside the years 0 to 9999 are written as the nearest inside. */
void
clock_text(int64_t ms, char text[CLOCK_TEXT])
{
	struct tm	 tm;
	time_t		 seconds;
	char		*p = text;

	if (ms < YEAR_0)
		ms = YEAR_0;
	if (ms >= YEAR_10000)
		ms = YEAR_10000 - 1;
	seconds = (time_t)((ms - YEAR_0) / CLOCK_SECOND +
	    YEAR_0 / CLOCK_SECOND);
	gmtime_r(&seconds, &tm);
	p = put_digits(p, tm.tm_year + 1900, 4);
	*p++ = '-';
	p = put_digits(p, tm.tm_mon + 1, 2);
	*p++ = '-';
	p = put_digits(p, tm.tm_mday, 2);
	*p++ = 'T';
	p = put_digits(p, tm.tm_hour, 2);
	*p++ = ':';
	p = put_digits(p, tm.tm_min, 2);
	*p++ = ':';
	p = put_digits(p, tm.tm_sec, 2);
	*p++ = '.';
	p = put_digits(p, (ms - YEAR_0) % CLOCK_SECOND, 3);
	*p++ = 'Z';
	*p = '\0';
}

/* Exactly `width` digits from least to most. */
static bool
take_number(const char **p, int width, int least, int most, int *n)
{
	*n = 0;
	for (; width > 0; width--, (*p)++) {
		if (**p < '0' || **p > '9')
			return false;
		*n = *n * 10 + (**p - '0');
	}
	return *n >= least && *n <= most;
}

static bool
take(const char **p, const char *one_of)
{
	if (**p == '\0' || strchr(one_of, **p) == NULL)
		return false;
	(*p)++;
	return true;
}

static int
days_in_month(int year, int month)
{
	static const int	 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30,
		31, 30, 31 };
	bool	 leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* ".123456" as ms; what is finer is cut off. */
static bool
take_fraction(const char **p, int *ms)
{
	int	 digits = 0;

	*ms = 0;
	if (!take(p, "."))
		return true;
	for (; **p >= '0' && **p <= '9'; (*p)++, digits++)
		if (digits < 3)
			*ms = *ms * 10 + (**p - '0');
	for (int i = digits; i < 3; i++)
		*ms *= 10;
	return digits >= 1 && digits <= 9;
}

/* "Z" or "+01:00" as minutes ahead of UTC. */
static bool
take_offset(const char **p, int *minutes)
{
	int	 hours, sign = **p == '-' ? -1 : 1;

	*minutes = 0;
	if (take(p, "Zz"))
		return true;
	if (!take(p, "+-") || !take_number(p, 2, 0, 23, &hours) ||
	    !take(p, ":") || !take_number(p, 2, 0, 59, minutes))
		return false;
	*minutes = sign * (hours * 60 + *minutes);
	return true;
}

bool
clock_parse(const char *p, int64_t *ms)
{
	struct tm	 tm = { 0 };
	int		 fraction, offset;

	/* A leap second, :60, is the first one of the next minute. */
	if (!take_number(&p, 4, 0, 9999, &tm.tm_year) || !take(&p, "-") ||
	    !take_number(&p, 2, 1, 12, &tm.tm_mon) || !take(&p, "-") ||
	    !take_number(&p, 2, 1, days_in_month(tm.tm_year, tm.tm_mon),
	    &tm.tm_mday) || !take(&p, "Tt") ||
	    !take_number(&p, 2, 0, 23, &tm.tm_hour) || !take(&p, ":") ||
	    !take_number(&p, 2, 0, 59, &tm.tm_min) || !take(&p, ":") ||
	    !take_number(&p, 2, 0, 60, &tm.tm_sec) ||
	    !take_fraction(&p, &fraction) || !take_offset(&p, &offset) ||
	    *p != '\0')
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	*ms = timegm(&tm) * CLOCK_SECOND + fraction - offset * CLOCK_MINUTE;
	return true;
}

/* "Africa/Casablanca" or "UTC", made of what such names are made of. */
static bool
zone_looks_right(const char *name)
{
	size_t	 len = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789_+-/");

	return len > 0 && len <= ZONE_MAX && name[len] == '\0' &&
	    name[0] >= 'A' && name[0] <= 'Z' &&
	    (strchr(name, '/') != NULL || strcmp(name, "UTC") == 0);
}

bool
clock_is_zone(const char *name)
{
	char	 path[sizeof(ZONES) + ZONE_MAX], magic[4];
	bool	 is;
	int	 fd;

	if (!zone_looks_right(name))
		return false;
	memcpy(path, ZONES, sizeof(ZONES) - 1);
	memcpy(path + sizeof(ZONES) - 1, name, strlen(name) + 1);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return false;
	is = read(fd, magic, sizeof(magic)) == sizeof(magic) &&
	    memcmp(magic, "TZif", sizeof(magic)) == 0;
	close(fd);
	return is;
}
