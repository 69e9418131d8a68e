/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_RS256_VECTOR_H
#define SOUK_TESTS_RS256_VECTOR_H

/* Made once by a provider of tests, with the key that it names. */
#define GOOD_KEY "xCtgl3Qni3AqO0D227fuQGjTMh3ABhH3RxhtB0X3Nngb1DiLP_6F-TBb0e33" \
	"UEkQ8imHBwC2K8aEWjvZJsdDL_TzJwYh_EQreCjI7dRDu2m_9d8GCJeUQrJB4iL2Cna" \
	"wfxKMiBOFqEXIkW6QY8C9M91us_aTwty-IT8eZ3QJI1ZVZCDhsH5vDOQxhcxSfXG7dc" \
	"noWAqZ62DUZVQLYMIydAy4sXX3HFJg_dslt6tVz_g4NWbTlfqqobzNYF7XYd4hOkCf7" \
	"efL-0N_7MZsHWPJnfNBPhDqa4RPkubUzWXLhZNN0kXYfbKuNPze3JZelkRKRkjPCUGA" \
	"D9NkT7Q6tf5M0Q"
#define GOOD_HEAD "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6InRlc3Qta2V5LTEi" \
	"fQ"
#define GOOD_BODY "eyJpc3MiOiJodHRwczovL2lzc3Vlci50ZXN0Iiwic3ViIjoiam9obmRvZSIs" \
	"ImF1ZCI6InVzIiwiaWF0IjoxNzkwMDAwMDAwLCJleHAiOjE3OTAwMDM2MDB9"
#define GOOD_MAC "dQLQKo_DA3s8PCqddpx1j-DXLSS51OfoJOUoPJo7uBV1NQTN5JS_-j2wJjn9" \
	"Jtv8WBIPJiy8-As8L1G2L5YlN0ej11OlwQgxd3F2SeOuLxlK9mMXqBX4Ht2iFycGNt-" \
	"OVLeHCA4ITc3diPVaHdLHmEe1y6Z3KlZ5Kv_k8qpGigQ60bOx78bWLCWjwIJvwPrr4w" \
	"QVA0Tq3byDZxbDiL7mAhvDHDYZUIDQko8Aa3k576mESFBT0DONfnPsTliITwWJDwcGp" \
	"-XrS1Lh6yakVyisMWNxECgebt_9atasXSTVT8itPlwIUulYGG9fLGBnqbMaA9xB0M_0" \
	"-_ZFuGrEFTRyxA"
#define GOOD	GOOD_HEAD "." GOOD_BODY "." GOOD_MAC
#define KEY(MORE)	"{\"kty\":\"RSA\",\"kid\":\"test-key-1\",\"n\":\"" \
	GOOD_KEY "\",\"e\":\"AQAB\"" MORE "}"
#define SET(KEYS)	"{\"keys\":[" KEYS "]}"

#endif
