/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

static const struct field list_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
	{ .name = "q", .type = FIELD_TEXT, .max = 200,
	  .help = "Words to look for" },
	{ .name = "status", .type = FIELD_TEXT, .max = 20,
	  .help = "Only of this status" },
};
static const struct fieldset list =
    FIELDSET("AdminListQuery", NULL, list_fields);

static const struct field page_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
};
static const struct fieldset numbered =
    FIELDSET("AdminPageQuery", NULL, page_fields);
static const struct field stock_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
	{ .name = "q", .type = FIELD_TEXT, .max = 200,
	  .help = "Words to look for" },
	{ .name = "place", .type = FIELD_TEXT, .max = 100,
	  .help = "Only what lies or lay at this place" },
	{ .name = "low", .type = FIELD_TEXT, .max = 10,
	  .help = "1: only what runs low" },
};
static const struct fieldset stock_list =
    FIELDSET("AdminStockQuery", NULL, stock_fields);

static const struct field bulk_fields[] = {
	{ .name = "ids", .type = FIELD_TEXT, .max = 4000,
	  .help = "Products, between commas" },
	{ .name = "all", .type = FIELD_TEXT, .max = 1,
	  .help = "1: all that the list shows with q and status" },
	{ .name = "q", .type = FIELD_TEXT, .max = 200,
	  .help = "As of the list" },
	{ .name = "status", .type = FIELD_TEXT, .max = 20,
	  .help = "As of the list" },
};
static const struct fieldset bulk =
    FIELDSET("AdminBulkQuery", NULL, bulk_fields);

static const struct field mail_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the outbox" },
	{ .name = "state", .type = FIELD_TEXT, .max = 20,
	  .help = "Only those in this state" },
};
static const struct fieldset mail_list =
    FIELDSET("AdminMailQuery", NULL, mail_fields);

static const struct field whatsapp_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of what goes out" },
	{ .name = "state", .type = FIELD_TEXT, .max = 20,
	  .help = "Only messages in this state" },
};
static const struct fieldset whatsapp_list =
    FIELDSET("AdminWhatsAppQuery", NULL, whatsapp_fields);

static const struct field wa_events_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of what Meta told" },
	{ .name = "outcome", .type = FIELD_TEXT, .max = 20,
	  .help = "Only what came to this" },
	{ .name = "kind", .type = FIELD_TEXT, .max = 20,
	  .help = "Only of this kind" },
};
static const struct fieldset wa_events_list =
    FIELDSET("AdminWhatsAppEventQuery", NULL, wa_events_fields);

static const struct field job_list_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
	{ .name = "state", .type = FIELD_TEXT, .max = 20,
	  .help = "Only of this state" },
	{ .name = "kind", .type = FIELD_TEXT, .max = 100,
	  .help = "Only of this kind" },
};
static const struct fieldset job_list =
    FIELDSET("AdminJobsQuery", NULL, job_list_fields);

static const struct field audit_list_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
	{ .name = "user", .type = FIELD_TEXT, .max = 100,
	  .help = "Who did it" },
	{ .name = "action", .type = FIELD_TEXT, .max = 100,
	  .help = "What was done" },
	{ .name = "type", .type = FIELD_TEXT, .max = 100,
	  .help = "To what kind of thing" },
	{ .name = "id", .type = FIELD_TEXT, .max = 100,
	  .help = "To which" },
	{ .name = "from", .type = FIELD_TEXT, .max = 20,
	  .help = "The first day" },
	{ .name = "to", .type = FIELD_TEXT, .max = 20,
	  .help = "The last day" },
};
static const struct fieldset audit_query =
    FIELDSET("AdminAuditQuery", NULL, audit_list_fields);

static const struct field ops_fields[] = {
	{ .name = "level", .type = FIELD_TEXT, .max = 10,
	  .help = "Lines of the log from this level on" },
	{ .name = "message", .type = FIELD_TEXT, .max = 100,
	  .help = "Text in them" },
	{ .name = "user", .type = FIELD_TEXT, .max = 100,
	  .help = "Whose requests" },
	{ .name = "request", .type = FIELD_TEXT, .max = 100,
	  .help = "Of this request or job" },
	{ .name = "cursor", .type = FIELD_TEXT, .max = 500,
	  .help = "Where the lines before these ended" },
};
static const struct fieldset ops_query =
    FIELDSET("AdminOpsQuery", NULL, ops_fields);

static const struct field order_list_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
	{ .name = "q", .type = FIELD_TEXT, .max = 100,
	  .help = "A number, an e-mail, or part of a name" },
	{ .name = "state", .type = FIELD_TEXT, .max = 20,
	  .help = "Only of this state" },
	{ .name = "unpaid", .type = FIELD_TEXT, .max = 1,
	  .help = "1: only what is still to be paid; 0: only what is paid" },
	{ .name = "payment", .type = FIELD_TEXT, .max = 20,
	  .help = "Only what is paid this way" },
	{ .name = "from", .type = FIELD_TEXT, .max = 20,
	  .help = "The first day" },
	{ .name = "to", .type = FIELD_TEXT, .max = 20,
	  .help = "The last day" },
	{ .name = "client", .type = FIELD_TEXT, .max = 100,
	  .help = "Whose account they are of" },
};
static const struct fieldset order_query =
    FIELDSET("AdminOrdersQuery", NULL, order_list_fields);

static const struct field return_list_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
	{ .name = "open", .type = FIELD_TEXT, .max = 1,
	  .help = "1: only what waits for the shop; 0: only what does not" },
	{ .name = "state", .type = FIELD_TEXT, .max = 20,
	  .help = "Only of this state" },
	{ .name = "number", .type = FIELD_TEXT, .max = 20,
	  .help = "Of the order" },
};
static const struct fieldset return_query =
    FIELDSET("AdminReturnsQuery", NULL, return_list_fields);

static const struct field draft_fields[] = {
	{ .name = "client", .type = FIELD_TEXT, .max = 100,
	  .help = "Whose account it is for" },
};
static const struct fieldset draft_query =
    FIELDSET("AdminDraftQuery", NULL, draft_fields);

static const struct field payments_fields[] = {
	{ .name = "page", .type = FIELD_TEXT, .max = 20,
	  .help = "Which page of the list" },
	{ .name = "state", .type = FIELD_TEXT, .max = 20,
	  .help = "Only of this state" },
	{ .name = "provider", .type = FIELD_TEXT, .max = 20,
	  .help = "Only by this way" },
	{ .name = "flagged", .type = FIELD_TEXT, .max = 5,
	  .help = "1: only what has to be looked at" },
};
static const struct fieldset payments_query =
    FIELDSET("AdminPaymentsQuery", NULL, payments_fields);

/* Names as in the filters of the API; what is no choice is ignored. */
#define WORD(NAME, HELP) \
	{ .name = (NAME), .type = FIELD_TEXT, .max = 100, .help = (HELP) }
#define TALK_FILTERS \
	WORD("q", "Words of what was said, or a name"), \
	WORD("state", "open, handoff or closed"), \
	WORD("assignee", "me, none, or whose"), \
	WORD("channel", "whatsapp or contact"), \
	WORD("label", "With this label"), \
	WORD("unread", "true: with something unread"), \
	WORD("overdue", "true: that wait for too long")
static const struct field talks_fields[] = {
	WORD("page", "Which page of the list"), TALK_FILTERS,
};
static const struct fieldset talks_query =
    FIELDSET("AdminMessagesQuery", NULL, talks_fields);
static const struct field talk_fields[] = {
	{ .name = "cursor", .type = FIELD_TEXT, .max = 500,
	  .help = "Where the messages after these begin" },
	TALK_FILTERS,
};
static const struct fieldset talk_query =
    FIELDSET("AdminTalkQuery", NULL, talk_fields);
static const struct field prospects_fields[] = {
	WORD("page", "Which page of the list"),
	WORD("q", "Part of a name, telephone or address"),
	WORD("status", "Only of this status"),
	WORD("source", "Only who came this way"),
	WORD("owner", "Only who this one looks after"),
	WORD("tag", "Only with this tag"),
};
static const struct fieldset prospects_query =
    FIELDSET("AdminProspectsQuery", NULL, prospects_fields);

#define ADMIN_PAGE .method = METHOD_GET, .who = FOR_PERMITTED, .tx = TX_READ, \
	.flags = ROUTE_PAGE | ROUTE_NO_STORE, .tag = "admin pages"

static const struct route rows[] = {
	{ ADMIN_PAGE, .path = "/admin", .run = admin_page,
	  .permission = PRODUCT_VIEW, .summary = "Overview" },
	{ ADMIN_PAGE, .path = "/admin/produits", .run = admin_products_page,
	  .permission = PRODUCT_VIEW, .query = &list,
	  .summary = "The brand's products" },
	{ ADMIN_PAGE, .path = "/admin/produits/lot", .run = admin_bulk_page,
	  .permission = PRODUCT_EDIT, .query = &bulk,
	  .summary = "Edit several products at once" },
	{ ADMIN_PAGE, .path = "/admin/produits/nouveau",
	  .run = admin_product_new_page, .permission = PRODUCT_CREATE,
	  .summary = "A new product" },
	{ ADMIN_PAGE, .path = "/admin/produits/{id}",
	  .run = admin_product_page, .permission = PRODUCT_VIEW,
	  .summary = "A product, to edit" },
	{ ADMIN_PAGE, .path = "/admin/produits/{id}/contenu/{variationId}",
	  .run = admin_bundle_page, .permission = PRODUCT_VIEW,
	  .summary = "What a variation is made of that is a bundle" },
	{ ADMIN_PAGE, .path = "/admin/commandes", .run = admin_orders_page,
	  .permission = ORDER_VIEW, .query = &order_query,
	  .summary = "The brand's orders" },
	{ ADMIN_PAGE, .path = "/admin/commandes/nouvelle",
	  .run = admin_order_new_page, .permission = ORDER_EDIT,
	  .query = &draft_query,
	  .summary = "Write an order down for somebody" },
	{ ADMIN_PAGE, .path = "/admin/commandes/{id}/brouillon",
	  .run = admin_draft_page, .permission = ORDER_EDIT,
	  .summary = "A draft, to edit" },
	{ ADMIN_PAGE, .path = "/admin/commandes/{id}",
	  .run = admin_order_page, .permission = ORDER_VIEW,
	  .summary = "An order: lines, money, parcels, history" },
	{ ADMIN_PAGE, .path = "/admin/retours", .run = admin_returns_page,
	  .permission = ORDER_VIEW, .query = &return_query,
	  .summary = "The brand's returns" },
	{ ADMIN_PAGE, .path = "/admin/retours/{id}",
	  .run = admin_return_page, .permission = ORDER_VIEW,
	  .summary = "A return, to answer" },
	{ ADMIN_PAGE, .path = "/admin/messages", .run = admin_messages_page,
	  .permission = MESSAGE_MANAGE, .query = &talks_query,
	  .summary = "Conversations; who wrote last first" },
	{ ADMIN_PAGE, .path = "/admin/messages/{id}", .run = admin_talk_page,
	  .permission = MESSAGE_MANAGE, .query = &talk_query,
	  .summary = "A conversation, to answer" },
	{ ADMIN_PAGE, .path = "/admin/messages/etiquettes",
	  .run = admin_labels_page, .permission = MESSAGE_MANAGE,
	  .query = &numbered, .summary = "Labels of conversations" },
	{ ADMIN_PAGE, .path = "/admin/messages/etiquettes/{id}",
	  .run = admin_label_page, .permission = MESSAGE_MANAGE,
	  .summary = "A label, to edit" },
	{ ADMIN_PAGE, .path = "/admin/messages/reponses",
	  .run = admin_canned_page, .permission = MESSAGE_MANAGE,
	  .query = &numbered, .summary = "Canned replies" },
	{ ADMIN_PAGE, .path = "/admin/messages/reponses/{id}",
	  .run = admin_canned_reply_page, .permission = MESSAGE_MANAGE,
	  .summary = "A canned reply, to edit" },
	{ ADMIN_PAGE, .path = "/admin/messages/reglages",
	  .run = admin_inbox_settings_page, .permission = SETTINGS_EDIT,
	  .summary = "Settings of messages and of the contact page" },
	{ ADMIN_PAGE, .path = "/admin/prospects",
	  .run = admin_prospects_page, .permission = MESSAGE_MANAGE,
	  .query = &prospects_query, .summary = "Prospects" },
	{ ADMIN_PAGE, .path = "/admin/prospects/{id}",
	  .run = admin_prospect_page, .permission = MESSAGE_MANAGE,
	  .summary = "A prospect, to edit" },
	{ ADMIN_PAGE, .path = "/admin/prix", .run = admin_prices_page,
	  .permission = PRODUCT_VIEW, .query = &numbered,
	  .summary = "Price lists" },
	{ ADMIN_PAGE, .path = "/admin/prix/{id}",
	  .run = admin_price_list_page, .permission = PRODUCT_VIEW,
	  .query = &numbered, .summary = "A price list, to edit" },
	{ ADMIN_PAGE, .path = "/admin/promotions",
	  .run = admin_promotions_page, .permission = PROMOTION_EDIT,
	  .query = &numbered, .summary = "Promotions" },
	{ ADMIN_PAGE, .path = "/admin/promotions/{id}",
	  .run = admin_promotion_page, .permission = PROMOTION_EDIT,
	  .summary = "A promotion, to edit" },
	{ ADMIN_PAGE, .path = "/admin/livraison",
	  .run = admin_shipping_page, .permission = SETTINGS_EDIT,
	  .query = &numbered, .summary = "Shipping methods" },
	{ ADMIN_PAGE, .path = "/admin/livraison/{id}",
	  .run = admin_shipping_method_page, .permission = SETTINGS_EDIT,
	  .summary = "A shipping method, to edit" },
	{ ADMIN_PAGE, .path = "/admin/zones", .run = admin_zones_page,
	  .permission = SETTINGS_EDIT, .query = &numbered,
	  .summary = "Zones and their taxes" },
	{ ADMIN_PAGE, .path = "/admin/zones/{id}", .run = admin_zone_page,
	  .permission = SETTINGS_EDIT,
	  .summary = "A zone with its areas and taxes, to edit" },
	{ ADMIN_PAGE, .path = "/admin/avis", .run = admin_notices_page,
	  .permission = SETTINGS_EDIT, .query = &mail_list,
	  .summary = "What people were told and how; texts" },
	{ ADMIN_PAGE, .path = "/admin/synonymes",
	  .run = admin_synonyms_page, .permission = PRODUCT_EDIT,
	  .query = &numbered, .summary = "Synonyms of searches" },
	{ ADMIN_PAGE, .path = "/admin/synonymes/{id}",
	  .run = admin_synonym_page, .permission = PRODUCT_EDIT,
	  .summary = "A group of synonyms, to edit" },
	{ ADMIN_PAGE, .path = "/admin/groupes", .run = admin_groups_page,
	  .permission = USER_MANAGE, .query = &numbered,
	  .summary = "Customer groups" },
	{ ADMIN_PAGE, .path = "/admin/groupes/{id}", .run = admin_group_page,
	  .permission = USER_MANAGE, .query = &numbered,
	  .summary = "A customer group and its members" },
	{ ADMIN_PAGE, .path = "/admin/collections",
	  .run = admin_collections_page, .permission = PRODUCT_VIEW,
	  .query = &list, .summary = "The brand's collections" },
	{ ADMIN_PAGE, .path = "/admin/collections/nouvelle",
	  .run = admin_collection_new_page, .permission = CATEGORY_MANAGE,
	  .summary = "A new collection" },
	{ ADMIN_PAGE, .path = "/admin/collections/{id}",
	  .run = admin_collection_page, .permission = PRODUCT_VIEW,
	  .summary = "A collection, to edit" },
	{ ADMIN_PAGE, .path = "/admin/medias", .run = admin_medias_page,
	  .permission = PRODUCT_VIEW, .query = &list,
	  .summary = "Every picture, and the bin" },
	{ ADMIN_PAGE, .path = "/admin/import", .run = admin_import_page,
	  .permission = PRODUCT_CREATE | PRODUCT_EDIT,
	  .summary = "Send a CSV file" },
	{ ADMIN_PAGE, .path = "/admin/stock", .run = admin_stock_page,
	  .permission = PRODUCT_VIEW, .query = &stock_list,
	  .summary = "What there is of each variation" },
	{ ADMIN_PAGE, .path = "/admin/stock/{id}",
	  .run = admin_stock_item_page, .permission = PRODUCT_VIEW,
	  .query = &list, .summary = "A variation's stock and movements" },
	{ ADMIN_PAGE, .path = "/admin/emplacements",
	  .run = admin_places_page, .permission = PRODUCT_VIEW,
	  .summary = "Places where stock lies" },
	{ ADMIN_PAGE, .path = "/admin/paiements", .run = admin_payments_page,
	  .permission = PAYMENT_VIEW, .query = &payments_query,
	  .summary = "Payments" },
	{ ADMIN_PAGE, .path = "/admin/paiements/{id}",
	  .run = admin_payment_page, .permission = PAYMENT_VIEW,
	  .summary = "A payment with its refunds" },
	{ ADMIN_PAGE, .path = "/admin/comptes", .run = admin_books_page,
	  .permission = PAYMENT_VIEW, .query = &numbered,
	  .summary = "The books" },
	{ ADMIN_PAGE, .path = "/admin/cartes-cadeaux",
	  .run = admin_gift_cards_page, .permission = PAYMENT_VIEW,
	  .query = &numbered, .summary = "Gift cards" },
	{ ADMIN_PAGE, .path = "/admin/mails", .run = admin_mails_page,
	  .permission = SETTINGS_EDIT, .query = &mail_list,
	  .summary = "What was mailed, and what mails say" },
	{ ADMIN_PAGE, .path = "/admin/mails/{name}/{locale}",
	  .run = admin_mail_page, .permission = SETTINGS_EDIT,
	  .summary = "What a mail says, to edit" },
	{ ADMIN_PAGE, .path = "/admin/whatsapp", .run = admin_whatsapp_page,
	  .permission = MESSAGE_MANAGE, .query = &whatsapp_list,
	  .summary = "What goes out on WhatsApp, numbers and templates" },
	{ ADMIN_PAGE, .path = "/admin/whatsapp/evenements",
	  .run = admin_wa_events_page, .permission = SETTINGS_EDIT,
	  .query = &wa_events_list, .summary = "What Meta told" },
	{ ADMIN_PAGE, .path = "/admin/whatsapp/evenements/{id}",
	  .run = admin_wa_event_page, .permission = SETTINGS_EDIT,
	  .summary = "One of them, with what it says" },
	{ ADMIN_PAGE, .path = "/admin/whatsapp/{id}",
	  .run = admin_whatsapp_number_page, .permission = SETTINGS_EDIT,
	  .summary = "A WhatsApp number, to edit" },
	{ ADMIN_PAGE, .path = "/admin/litiges", .run = admin_disputes_page,
	  .permission = PAYMENT_VIEW, .query = &numbered,
	  .summary = "Disputes, and payments that need a look" },
	{ ADMIN_PAGE, .path = "/admin/rapprochements",
	  .run = admin_reconciliations_page, .permission = PAYMENT_VIEW,
	  .query = &numbered, .summary = "Comparisons with Stripe's books" },
	{ ADMIN_PAGE, .path = "/admin/rapprochements/{id}",
	  .run = admin_reconciliation_page, .permission = PAYMENT_VIEW,
	  .query = &numbered, .summary = "A comparison's differences" },
	{ ADMIN_PAGE, .path = "/admin/taches", .run = admin_jobs_page,
	  .permission = SETTINGS_EDIT, .query = &job_list,
	  .summary = "What waits, runs or was given up" },
	{ ADMIN_PAGE, .path = "/admin/journal", .run = admin_audit_page,
	  .permission = AUDIT_VIEW, .query = &audit_query,
	  .summary = "Who changed what" },
	{ ADMIN_PAGE, .path = "/admin/exploitation", .run = admin_ops_page,
	  .permission = AUDIT_VIEW, .query = &ops_query,
	  .summary = "How the shop runs" },
	{ ADMIN_PAGE, .path = "/admin/equipe", .run = admin_staff_page,
	  .permission = USER_MANAGE, .query = &numbered,
	  .summary = "Staff" },
	{ ADMIN_PAGE, .path = "/admin/equipe/{id}",
	  .run = admin_staff_member_page, .permission = USER_MANAGE,
	  .summary = "A member of staff, to edit" },
	{ ADMIN_PAGE, .path = "/admin/clients", .run = admin_customers_page,
	  .permission = USER_MANAGE, .query = &list,
	  .summary = "Customers" },
	{ ADMIN_PAGE, .path = "/admin/clients/{id}",
	  .run = admin_customer_page, .permission = USER_MANAGE,
	  .summary = "A customer" },
};

const struct route_table admin_page_routes = {
	rows, sizeof(rows) / sizeof(rows[0])
};
