/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/catalog/xlsx.h"

#define DIGITS_MAX	15	/* that a double keeps of a decimal */
#define EXPONENT_MAX	30

/* digits[0..count), the point behind digits[0..point). */
struct decimal {
	bool	 negative;
	char	 digits[48];
	int	 count, point;
};

/* False: not a number, or not one that anything costs. */
static bool
decimal_read(struct decimal *d, const char *p)
{
	bool	 point = false;
	long	 exponent = 0;
	char	*end;

	*d = (struct decimal){ .negative = *p == '-' };
	for (p += *p == '-' || *p == '+'; isdigit((unsigned char)*p) ||
	    (*p == '.' && !point); p++) {
		if (*p == '.') {
			point = true;
			continue;
		}
		if (d->count == (int)sizeof(d->digits))
			return false;
		d->digits[d->count++] = (char)(*p - '0');
		d->point += !point;
	}
	if (*p == 'e' || *p == 'E') {
		exponent = strtol(p + 1, &end, 10);
		p = end == p + 1 ? p : end;
	}
	d->point += (int)exponent;
	return d->count > 0 && *p == '\0' && exponent <= EXPONENT_MAX &&
	    exponent >= -EXPONENT_MAX;
}

/* Leading zeros do not count among the digits. */
static void
decimal_strip(struct decimal *d)
{
	int	 zeros = 0;

	while (zeros < d->count && d->digits[zeros] == 0)
		zeros++;
	memmove(d->digits, d->digits + zeros, (size_t)(d->count - zeros));
	d->count -= zeros;
	d->point -= zeros;
}

static void
decimal_round(struct decimal *d)
{
	int	 i = DIGITS_MAX - 1;
	bool	 up;

	if (d->count > DIGITS_MAX) {
		up = d->digits[DIGITS_MAX] >= 5;
		d->count = DIGITS_MAX;
		for (; up && i >= 0; i--) {
			up = ++d->digits[i] == 10;
			if (up)
				d->digits[i] = 0;
		}
		if (up) {
			d->digits[0] = 1;
			d->point++;
		}
	}
	while (d->count > 0 && d->digits[d->count - 1] == 0)
		d->count--;
}

static void
decimal_write(char out[XLSX_NUMBER], const struct decimal *d)
{
	const int	 whole = d->point > 0 ? d->point : 0;
	char		*p = out;
	int		 i;

	if (d->negative && d->count > 0)
		*p++ = '-';
	for (i = 0; i < whole; i++)
		*p++ = (char)('0' + (i < d->count ? d->digits[i] : 0));
	if (whole == 0)
		*p++ = '0';
	if (d->count > d->point && d->count > 0)
		*p++ = '.';
	for (i = d->point; i < d->count; i++)
		*p++ = (char)('0' + (i < 0 ? 0 : d->digits[i]));
	*p = '\0';
}

void
xlsx_number(char out[XLSX_NUMBER], const char *raw)
{
	struct decimal	 d;
	size_t		 len = strlen(raw);

	if (decimal_read(&d, raw)) {
		decimal_strip(&d);
		decimal_round(&d);
		if (d.point <= 40 && d.count - d.point <= 40) {
			decimal_write(out, &d);
			return;
		}
	}
	if (len >= XLSX_NUMBER)
		len = XLSX_NUMBER - 1;
	memcpy(out, raw, len);
	out[len] = '\0';
}
