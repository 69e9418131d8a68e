/* SPDX-License-Identifier: ISC */
#include "lib/souk.h"

#include <assert.h>
#include <stddef.h>

#include "lib/accounts/accounts.h"
#include "lib/accounts/profile.h"
#include "lib/audit/audit.h"
#include "lib/backup/backup.h"
#include "lib/base/clock.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/pictures.h"
#include "lib/inbox/inbox.h"
#include "lib/media/media.h"
#include "lib/media/store.h"
#include "lib/notify/notice.h"
#include "lib/notify/notify.h"
#include "lib/notify/webhook.h"
#include "lib/ops/features.h"
#include "lib/ops/idempotency.h"
#include "lib/ops/limits.h"
#include "lib/orders/orders.h"
#include "lib/payments/dispute.h"
#include "lib/payments/jobs.h"
#include "lib/payments/payments.h"
#include "lib/payments/pull.h"
#include "lib/payments/reconcile.h"
#include "lib/settings/settings.h"
#include "lib/watch/logs.h"
#include "lib/watch/watch.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct field settings_of_modules[] = {
	[SOUK_SETTINGS_SHOP] = {
		.name = "shop", .type = FIELD_OBJECT, .of = &shop_settings,
		.help = "Name, currency, language and address of the shop" },
	[SOUK_SETTINGS_ACCOUNTS] = {
		.name = "accounts", .type = FIELD_OBJECT,
		.of = &accounts_settings,
		.help = "Sessions and how often a login may fail" },
	[SOUK_SETTINGS_CATALOG] = {
		.name = "catalog", .type = FIELD_OBJECT,
		.of = &catalog_settings,
		.help = "What a product may hold" },
	[SOUK_SETTINGS_NOTIFY] = {
		.name = "notify", .type = FIELD_OBJECT, .of = &notify_settings,
		.help = "How much mail goes out" },
	[SOUK_SETTINGS_LIMITS] = {
		.name = "limits", .type = FIELD_OBJECT, .of = &limits_settings,
		.help = "Requests in 15 minutes" },
	[SOUK_SETTINGS_OPS] = {
		.name = "ops", .type = FIELD_OBJECT, .of = &watch_settings,
		.help = "Who is told when something is wrong, and when" },
	[SOUK_SETTINGS_MEDIA] = {
		.name = "media", .type = FIELD_OBJECT, .of = &media_settings,
		.help = "Pictures: the bin, and how much a customer may send" },
	[SOUK_SETTINGS_BACKUP] = {
		.name = "backup", .type = FIELD_OBJECT, .of = &backup_settings,
		.help = "How often the shop is copied, and for how long" },
	[SOUK_SETTINGS_FEATURES] = {
		.name = "features", .type = FIELD_OBJECT,
		.of = &features_settings,
		.help = "What the shop has; off means that it is not there" },
	[SOUK_SETTINGS_ORDERS] = {
		.name = "orders", .type = FIELD_OBJECT,
		.of = &orders_settings,
		.help = "Taxes, how long stock is held, returns, carts" },
	[SOUK_SETTINGS_PAYMENTS] = {
		.name = "payments", .type = FIELD_OBJECT,
		.of = &payments_settings,
		.help = "How people may pay" },
	[SOUK_SETTINGS_INBOX] = {
		.name = "inbox", .type = FIELD_OBJECT, .of = &inbox_settings,
		.help = "Messages: the contact form, opening hours, how long "
		    "files are kept" },
};
static_assert(COUNT(settings_of_modules) == SOUK_SETTINGS__MAX,
    "a row for each module with settings");

const struct fieldset souk_settings =
    FIELDSET("Settings", NULL, settings_of_modules);

static settings_hook *const settings_hooks[] = {
	catalog_settings_changed,
	watch_settings_changed,
	NULL
};

static const struct job_kind *const jobs[] = {
	&accounts_door,
	&accounts_expire,
	&accounts_incident,
	&accounts_signup,
	&accounts_sweep,
	&backup_run,
	&backup_read_back,
	&catalog_collection,
	&catalog_collections,
	&catalog_bulk_edit,
	&catalog_import,
	&catalog_import_files,
	&catalog_instants,
	&catalog_pictures,
	&catalog_price_list,
	&catalog_low_stock,
	&catalog_refresh,
	&catalog_views,
	&idempotency_sweep,
	&inbox_file,
	&inbox_order,
	&inbox_sweep,
	&inbox_warn,
	&media_fetch,
	&media_store,
	&media_sweep,
	&media_unstore,
	&notify_mail,
	&notify_notice,
	&notify_sms,
	&notify_sweep,
	&notify_webhook,
	&orders_carts,
	&orders_expire,
	&orders_tell,
	&payments_cancel,
	&payments_charge,
	&payments_fetch,
	&payments_disputes,
	&payments_pull,
	&payments_reconcile,
	&payments_refund,
	&payments_refunds_of,
	&payments_sweep,
	&watch_logs,
	&watch_minute,
	&watch_report,
	&watch_sweep,
	&wa_batch,
	&wa_doubt_job,
	&wa_read_job,
	&wa_send_job,
	&wa_sweep,
	&wa_sync,
	NULL
};

static const struct schedule schedules[] = {
	{ .kind = "accounts.expire", .period = CLOCK_HOUR },
	{ .kind = "accounts.sweep", .weekday = MONDAY, .minute = 3 * 60 + 20 },
	{ .kind = "backup.run", .period = CLOCK_MINUTE },
	{ .kind = "backup.read_back", .weekday = SUNDAY, .minute = 4 * 60 },
	{ .kind = "catalog.collections", .period = CLOCK_DAY },
	{ .kind = "catalog.import_files", .period = CLOCK_HOUR },
	{ .kind = "catalog.instants", .period = CLOCK_DAY, .by_clock = true },
	{ .kind = "catalog.views", .period = CLOCK_MINUTE },
	{ .kind = "idempotency.sweep", .period = CLOCK_HOUR },
	{ .kind = "inbox.warn", .period = CLOCK_HOUR },
	{ .kind = "inbox.sweep", .weekday = ANY_DAY, .minute = 3 * 60 + 35 },
	{ .kind = "media.store", .weekday = ANY_DAY, .minute = 4 * 60 + 10 },
	{ .kind = "media.sweep", .weekday = ANY_DAY, .minute = 3 * 60 + 50 },
	{ .kind = "notify.sweep", .period = CLOCK_DAY },
	{ .kind = "orders.carts", .period = CLOCK_HOUR },
	{ .kind = "orders.expire", .period = CLOCK_MINUTE },
	{ .kind = "payments.disputes", .period = CLOCK_DAY },
	{ .kind = "payments.pull", .period = 15 * CLOCK_MINUTE },
	{ .kind = "payments.reconcile", .weekday = ANY_DAY,
	  .minute = 2 * 60 + 30 },
	{ .kind = "payments.sweep", .weekday = MONDAY,
	  .minute = 3 * 60 + 40 },
	{ .kind = "watch.logs", .period = CLOCK_HOUR },
	{ .kind = "watch.minute", .period = CLOCK_MINUTE, .on_the_dot = true },
	{ .kind = "watch.sweep", .period = CLOCK_DAY },
	{ .kind = "whatsapp.sweep", .period = CLOCK_DAY },
	{ .kind = "whatsapp.sync", .weekday = ANY_DAY,
	  .minute = 3 * 60 + 10 },
};

/* Accounts last: by then nobody else knows the person. */
static const struct privacy *const privacy[] = {
	&notify_privacy,
	&media_privacy,
	&audit_privacy,
	&idempotency_privacy,
	&watch_privacy,
	&orders_privacy,
	&inbox_privacy,
	&wa_privacy,
	&accounts_privacy,
	NULL
};

static const struct media_user *const media_users[] = {
	&accounts_media,
	&catalog_media,
	NULL
};

/* Who is paid for something. */
static const struct payment_user *const payment_users[] = {
	&order_payment,
	NULL
};

/* Who takes part in WhatsApp. */
static const struct wa_user *const wa_users[] = {
	&inbox_wa_user,
	&notice_wa_user,
	NULL
};

/* Who follows orders. */
static const struct order_user *const order_users[] = {
	&inbox_order_user,
	NULL
};

const struct souk souk = {
	.mail = mail_put,
	.mail_now = mail_now,
	.mail_used = mail_used,
	.notice = notice_put,
	.notice_staff = notice_staff,
	.event = webhook_event,
	.privacy = privacy,
	.media_users = media_users,
	.payment_users = payment_users,
	.wa_users = wa_users,
	.order_users = order_users,
	.settings = &souk_settings,
	.settings_hooks = settings_hooks,
	.jobs = jobs,
	.schedules = schedules,
	.schedule_count = COUNT(schedules),
};
