/* SPDX-License-Identifier: ISC */
#include <stddef.h>
#include <string.h>

#include "lib/accounts/account.h"
#include "lib/base/lines.h"

/*
 * Two lists, folded, in byte order, four characters or more.
 *
 * common[]: what lists of stolen passwords begin with, and the words of a
 * shop's trade.  A password made of these has no strength of its own, however
 * long it is.
 *
 * common_passwords.txt: 9,897 passwords that are tried first, more than 5,000
 * of them long enough to be chosen here.  They hold ordinary words, of which
 * a good long password may be made, so a password is weak only when it is one
 * of them.  From Openwall's list (Solar Designer, public domain) and the most
 * frequent ones of zxcvbn (see common_passwords.license).
 */
__asm__(".pushsection .rodata\n"
    ".global common_passwords_text, common_passwords_size\n"
    "common_passwords_text:\n"
    ".incbin \"lib/accounts/common_passwords.txt\"\n"
    "1:\n.balign 8\n"
    "common_passwords_size:\n"
    ".quad 1b - common_passwords_text\n"
    ".popsection\n");
extern const char	common_passwords_text[];
extern const int64_t	common_passwords_size;

static const char *const common[] = {
	"000000", "0123456789", "0987654321", "101010", "102030", "111111",
	"112233", "11223344", "121212", "123123", "123123123", "123321",
	"1234", "12341234", "12345", "123454321", "123456", "1234567",
	"12345678", "123456789", "1234567890", "131313", "147258", "147258369",
	"147852", "147896325", "159357", "159753", "1a2b3c", "1q2w3e",
	"1q2w3e4r", "1q2w3e4r5t", "1qaz", "1qaz2wsx", "2019", "2020", "202020",
	"2021", "2022", "2023", "2024", "2025", "2026", "2027", "212121",
	"222222", "232323", "246810", "258456", "2wsx", "314159", "333333",
	"369258147", "3edc", "444444", "456789", "5201314", "555555", "654321",
	"666666", "696969", "741852963", "7654321", "777777", "789456",
	"789456123", "87654321", "888888", "963852741", "987654321",
	"9876543210", "999999", "a1b2c3", "a1b2c3d4", "aaaa", "abc123", "abcd",
	"abcd1234", "abcde", "abcdef", "access", "account", "adm1n", "admin",
	"admin123", "administrateur", "administrator", "ahmed", "aicha",
	"alexandre", "alger", "algeria", "algerie", "allah", "amanda",
	"america", "amine", "amour", "andrea", "andrew", "android", "ange",
	"angel", "angels", "anna", "anthony", "apple", "arsenal", "asdf",
	"asdfg", "asdfgh", "asdfghj", "asdfghjk", "asdfghjkl", "ashley",
	"autumn", "avatar", "azer", "azert", "azerty", "azertyu", "azertyui",
	"azertyuiop", "baby", "babygirl", "banana", "barca", "barcelona",
	"baseball", "basketball", "batman", "bazar", "beautiful", "bebe",
	"bienvenue", "bilal", "bismillah", "black", "blue", "bonjour", "boss",
	"boutique", "brother", "bubbles", "business", "buster", "butterfly",
	"cafe", "camaro", "camille", "canada", "caroline", "casablanca",
	"changeme", "changemoi", "charlie", "cheese", "chelsea", "cheri",
	"cherie", "chicken", "chocolat", "chocolate", "chouchou", "christ",
	"cisco", "client", "coffee", "commerce", "company", "compte",
	"computer", "connect", "connexion", "contrasena", "cookie", "corvette",
	"cowboy", "cupcake", "customer", "dallas", "daniel", "david", "debian",
	"default", "demo", "diamond", "dolphin", "doudou", "dragon", "eagle",
	"ecommerce", "etoile", "facebook", "family", "father", "fatima",
	"ferrari", "flower", "football", "forever", "fortnite", "france",
	"freedom", "friends", "garfield", "george", "gerant", "ginger",
	"gmail", "golden", "google", "green", "guest", "habibi", "habibti",
	"hacker", "hamdoulillah", "hannah", "harley", "hassan", "heaven",
	"hello", "hello123", "hiver", "hockey", "honey", "horse", "hotmail",
	"hunter", "hussein", "ibrahim", "iloveu", "iloveyou", "inshallah",
	"instagram", "internet", "iphone", "ironman", "isabelle", "islam",
	"jennifer", "jessica", "jesus", "jetaime", "jordan", "joshua",
	"jtaime", "julien", "juventus", "karim", "khadija", "killer", "laura",
	"leila", "letmein", "linux", "lion", "liverpool", "lkjhgfdsa", "login",
	"logon", "london", "loulou", "love", "lovely", "loveyou", "lucky",
	"lune", "madrid", "magasin", "maggie", "manager", "maria", "marine",
	"market", "maroc", "marrakech", "marseille", "master", "matrix",
	"matthew", "mavie", "maxime", "mdp123", "mercedes", "merchant",
	"merlin", "messi", "michael", "michelle", "mickey", "minecraft",
	"minnie", "mnbvcxz", "mohamed", "mohammed", "monamour", "money",
	"monkey", "morocco", "motdepass", "motdepasse", "mother", "muhammad",
	"muslim", "mustafa", "mustang", "mysql", "nadia", "naruto", "newyork",
	"nicolas", "nicole", "ninja", "nothing", "office", "olympique", "omar",
	"oracle", "oran", "orange", "orange1", "order", "ordinateur", "owner",
	"p@ssw0rd", "p@ssword", "pa$$word", "panther", "paris", "pass",
	"passion", "passphrase", "passw0rd", "passwd", "password", "passwort",
	"patron", "pauline", "paypal", "pepper", "phoenix", "pikachu",
	"poiuytrewq", "pokemon", "porsche", "power", "prince", "princess",
	"princesse", "printemps", "product", "produit", "proprietaire",
	"purple", "q1w2e3", "q1w2e3r4", "qazwsx", "qazwsxedc", "qsdf", "qsdfg",
	"qsdfgh", "qsdfghjk", "qsdfghjklm", "queen", "qwer", "qwer1234",
	"qwert", "qwerty", "qwertyu", "qwertyui", "qwertyuiop", "qwertz",
	"qwertzuiop", "rabat", "rainbow", "ranger", "realmadrid", "robert",
	"ronaldo", "root", "said", "saintgermain", "salut", "samira",
	"samsung", "sarah", "secret", "secret123", "secrete", "server",
	"shadow", "shop", "silver", "sister", "snoopy", "soccer", "soleil",
	"sophie", "souk", "spiderman", "spring", "staff", "star", "stars",
	"starwars", "store", "stripe", "summer", "sunflower", "sunshine",
	"super", "superadmin", "superman", "superuser", "sweet", "sweetie",
	"system", "test", "test123", "tester", "testing", "texas", "thomas",
	"thunder", "tiger", "tinkerbell", "toor", "trustno1", "tunis",
	"tunisia", "tunisie", "ubuntu", "user", "username", "utilisateur",
	"vente", "welcome", "welkom", "whatever", "whatsapp", "white",
	"william", "windows", "winter", "wolf", "wxcv", "wxcvb", "wxcvbn",
	"yahoo", "yamaha", "yassine", "yellow", "youssef", "youtube", "zaq1",
	"zaq12wsx", "zidane", "zxcv", "zxcvb", "zxcvbn", "zxcvbnm",
};

size_t
common_password_prefix(const char *text)
{
	size_t	i, n, longest = 0;

	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
		n = strlen(common[i]);
		if (n > longest && strncmp(text, common[i], n) == 0)
			longest = n;
	}
	return longest;
}

#define LEAST	4	/* characters of an entry */

static bool
is_listed(const char *text, size_t len)
{
	const struct lines	list = { .text = common_passwords_text,
		.size = common_passwords_size };

	return lines_find(&list, text, len, '\n') == LINES_YES;
}

/* One of them again and again. */
static bool
is_repeated(const char *text, size_t len)
{
	for (size_t n = LEAST; n <= len / 2; n++)
		if (len % n == 0 && memcmp(text, text + n, len - n) == 0 &&
		    is_listed(text, n))
			return true;
	return false;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

bool
common_password_is(const char *text)
{
	size_t	len = strlen(text);

	if (is_listed(text, len) || is_repeated(text, len))
		return true;
	/* With a year, digits or signs around it. */
	while (len > 0 && !is_letter(text[len - 1]))
		len--;
	for (; len > 0 && !is_letter(*text); len--)
		text++;
	return len >= LEAST && (is_listed(text, len) || is_repeated(text, len));
}
