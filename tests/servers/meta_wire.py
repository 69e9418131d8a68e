# SPDX-License-Identifier: ISC
"""What Meta's Graph takes and says, for its stand-in: errors, messages."""
import json
import re

LIMITS = {'image': 5 << 20, 'video': 16 << 20, 'audio': 16 << 20,
          'document': 100 << 20, 'sticker': 500 << 10}
TYPES = {
    'image': ('image/jpeg', 'image/png'),
    'sticker': ('image/webp',),
    'video': ('video/mp4', 'video/3gpp'),
    'audio': ('audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr',
              'audio/ogg'),
    'document': ('text/plain', 'application/pdf', 'text/csv',
                 'application/vnd.ms-powerpoint', 'application/msword',
                 'application/vnd.ms-excel', 'application/vnd.openxmlformats-'
                 'officedocument.wordprocessingml.document',
                 'application/vnd.openxmlformats-officedocument.'
                 'presentationml.presentation', 'application/vnd.'
                 'openxmlformats-officedocument.spreadsheetml.sheet')}
KINDS = ('text', 'image', 'audio', 'video', 'document', 'sticker', 'location',
         'contacts', 'interactive', 'reaction', 'template')
COMMON = ('messaging_product', 'recipient_type', 'to', 'recipient', 'type',
          'context', 'biz_opaque_callback_data', 'preview_url')

# Code: title, HTTP status, what is behind it.
ERRORS = {
    0: ('Authentication Error', 401, None),
    1: ('An unknown error occurred', 500, None),
    2: ('Service temporarily unavailable', 503, None),
    4: ('Application request limit reached', 400, None),
    10: ('Permission Denied', 403, None),
    33: ('Unsupported request', 400, None),
    100: ('Invalid parameter', 400, None),
    190: ('Invalid OAuth access token.', 401, None),
    368: ('Temporarily blocked for policies violations', 403, None),
    80007: ('Rate limit issues', 400, None),
    130429: ('Rate limit hit', 400, 'Message failed to send because there '
             'were too many messages sent from this phone number in a short '
             'period of time'),
    130472: ("User's number is part of an experiment", 400, "User's number "
             'is part of an experiment'),
    130497: ('Business account is restricted from messaging users in this '
             'country.', 400, None),
    131000: ('Something went wrong', 500, 'Something went wrong.'),
    131005: ('Access denied', 403, None),
    131008: ('Required parameter is missing', 400, None),
    131009: ('Parameter value is not valid', 400, None),
    131016: ('Service unavailable', 500, None),
    131021: ('Recipient cannot be sender', 400, None),
    131026: ('Message undeliverable', 400, 'Message Undeliverable.'),
    131030: ('Recipient phone number not in allowed list', 400, 'Recipient '
             'phone number not in allowed list: Add recipient phone number '
             'to recipient list and try again.'),
    131031: ('Business Account locked', 403, None),
    131037: ('WhatsApp provided number needs display name approval before '
             'message can be sent.', 400, None),
    131042: ('Business eligibility payment issue', 400, None),
    131045: ('Incorrect certificate', 500, None),
    131047: ('Re-engagement message', 400, 'Message failed to send because '
             'more than 24 hours have passed since the customer last replied '
             'to this number.'),
    131048: ('Spam rate limit hit', 400, None),
    131049: ('This message was not delivered to maintain healthy ecosystem '
             'engagement.', 400, None),
    131050: ('User has stopped marketing messages', 400, None),
    131051: ('Unsupported message type', 400, None),
    131052: ('Media download error', 400, None),
    131053: ('Media upload error', 400, None),
    131056: ('(Business Account, Consumer Account) pair rate limit hit', 400,
             'Message failed to send because there were too many messages '
             'sent from this phone number to the same phone number in a '
             'short period of time.'),
    131057: ('Business Account is in maintenance mode', 500, None),
    132000: ('Number of parameters does not match the expected number of '
             'params', 400, None),
    132001: ('Template name does not exist in the translation', 404, None),
    132005: ('Translated text too long', 400, None),
    132007: ('Template content policy violation', 400, None),
    132012: ('Parameter format does not match format in the created '
             'template', 400, None),
    132015: ('Template is paused', 400, None),
    132016: ('Template is disabled', 400, None),
    133010: ('Phone number not registered', 400, None),
    133016: ('Account register deregister rate limit exceeded', 400, None),
}


class No(Exception):
    """An error as Meta answers it."""

    def __init__(self, code, details=None, status=None, subcode=None,
                 message=None):
        title, usual, behind = ERRORS.get(code, ('Unknown error', 400, None))
        message = message or '(#%d) %s' % (code, title)
        super().__init__(message)
        self.status, self.code = status or usual, code
        self.error = {'message': message, 'type': 'OAuthException',
                      'code': code}
        if details or behind:
            self.error['error_data'] = {'messaging_product': 'whatsapp',
                                        'details': details or behind}
        if subcode is not None:
            self.error['error_subcode'] = subcode
        self.error['fbtrace_id'] = 'Az8or2yhqkZfEZ-_4Qn_Bam'


def parameter(text):
    return No(100, message='(#100) ' + text)


def missing(what):
    return parameter('The parameter %s is required.' % what)


def text_in(told, name, most, least=1):
    """A text of so many characters, not bytes; surrogates count as one."""
    value = told.get(name)
    if value is None:
        raise No(131008, '%s is missing' % name)
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise No(131009, '%s length invalid. Min length: %d, Max length: %d'
                 % (name, least, most))
    return value


def only(told, names, where):
    for name in told:
        if name not in names:
            raise parameter('Unexpected key "%s" on param "%s".' % (
                name, where))


def digits(to):
    number = re.sub(r'[^0-9]', '', to) if isinstance(to, str) else ''
    if not 7 <= len(number) <= 15 or re.search(r'[A-Za-z]', to):
        raise No(131009, 'Recipient is not a valid WhatsApp user')
    return number


# ---- messages by their kind ------------------------------------------------

def text_shape(of, world):
    only(of, ('body', 'preview_url'), 'text')
    if not isinstance(of.get('body'), str) or of['body'].strip() == '':
        raise missing("text['body']")
    if len(of['body']) > 4096:
        raise parameter("Param text['body'] must be at most 4096 characters "
                        'long.')


def media_shape(kind):
    def shape(of, world):
        only(of, ('id', 'link', 'caption', 'filename', 'voice', 'provider'),
             kind)
        if ('id' in of) == ('link' in of):
            raise No(131008, 'Exactly one of id and link is needed')
        if 'caption' in of and kind in ('audio', 'sticker'):
            raise parameter('Unexpected key "caption" on param "%s".' % kind)
        if 'filename' in of and kind != 'document':
            raise parameter('Unexpected key "filename" on param "%s".' % kind)
        if 'caption' in of:
            text_in(of, 'caption', 1024, 0)
        if 'id' in of and world.strict['media']:
            world.media_of(of['id'], kind)
        if 'link' in of and not re.match(r'https?://[^/]+', of['link']):
            raise No(131009, 'link is not a valid URL')
    return shape


def location_shape(of, world):
    only(of, ('longitude', 'latitude', 'name', 'address'), 'location')
    for name, most in (('longitude', 180), ('latitude', 90)):
        try:
            if abs(float(of[name])) > most:
                raise ValueError
        except (KeyError, TypeError, ValueError):
            raise No(131009, '%s is not valid' % name) from None


def contacts_shape(of, world):
    if not isinstance(of, list) or not of:
        raise No(131009, 'contacts must be a list')
    for one in of:
        if not one.get('name', {}).get('formatted_name'):
            raise No(131008, "name['formatted_name'] is missing")


def reaction_shape(of, world):
    only(of, ('message_id', 'emoji'), 'reaction')
    if not str(of.get('message_id', '')).startswith('wamid.'):
        raise No(131009, 'message_id is not valid')
    if not isinstance(of.get('emoji', ''), str) or len(
            of.get('emoji', '')) > 16:
        raise No(131009, 'emoji is not valid')


def sections_of(action, key, most):
    sections = action.get('sections')
    if not isinstance(sections, list) or not 1 <= len(sections) <= 10:
        raise No(131009, 'Sections count invalid. Min: 1, Max: 10')
    for one in sections:
        if len(sections) > 1:
            text_in(one, 'title', 24)
        if not one.get(key):
            raise No(131009, 'Section %s is empty' % key)
    rows = [row for one in sections for row in one[key]]
    if len(rows) > most:
        raise No(131009, 'Total row count exceed max allowed count: %d'
                 % most)
    return rows


def button_shape(action):
    buttons = action.get('buttons')
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise No(131009, 'Buttons count invalid. Min: 1, Max: 3')
    for one in buttons:
        if one.get('type') != 'reply':
            raise No(131009, 'Button type invalid')
        try:
            text_in(one.get('reply', {}), 'title', 20)
        except No as no:
            if no.code != 131009:
                raise
            raise No(131009, 'Button title length invalid. Min length: 1, '
                     'Max length: 20') from None
        text_in(one['reply'], 'id', 256)
    for name in ('title', 'id'):
        said = [one['reply'][name] for one in buttons]
        if len(set(said)) != len(said):
            raise No(131009, 'Duplicated %s of buttons' % name)


def list_shape(action):
    text_in(action, 'button', 20)
    for row in sections_of(action, 'rows', 10):
        text_in(row, 'id', 200)
        text_in(row, 'title', 24)
        if 'description' in row:
            text_in(row, 'description', 72, 0)


def interactive_shape(of, world):
    only(of, ('type', 'action', 'body', 'header', 'footer'), 'interactive')
    kind, action = of.get('type'), of.get('action')
    if not isinstance(action, dict):
        raise No(131008, 'interactive.action is missing')
    if kind != 'product':
        text_in(of.get('body', {}), 'text', 4096 if kind == 'list' else 1024)
    if 'footer' in of:
        text_in(of['footer'], 'text', 60)
    header = of.get('header')
    if header is not None and header.get('type') == 'text':
        text_in(header, 'text', 60)
    if kind == 'button':
        button_shape(action)
    elif kind == 'list':
        list_shape(action)
    elif kind == 'cta_url':
        text_in(action.get('parameters', {}), 'display_text', 20)
        if not str(action['parameters'].get('url')).startswith('http'):
            raise No(131009, 'url is not valid')
    elif kind == 'product':
        text_in(action, 'catalog_id', 100)
        text_in(action, 'product_retailer_id', 100)
    elif kind == 'product_list':
        if header is None:
            raise No(131008, 'interactive.header is missing')
        text_in(action, 'catalog_id', 100)
        sections_of(action, 'product_items', 30)
    elif kind not in ('catalog_message', 'location_request_message', 'flow'):
        raise No(131009, 'interactive.type is not valid')


def plain(text):
    """Meta takes no line ends, tabs or long gaps in a template's texts."""
    return isinstance(text, str) and text != '' and \
        re.search(r'[\n\r\t]| {5}', text) is None


def component_count(parts, kind):
    """Parameters of a component of a template."""
    return [p for part in parts if part.get('type', '').lower() == kind
            for p in part.get('parameters', [])]


def template_shape(of, world):
    only(of, ('name', 'language', 'components', 'namespace'), 'template')
    if not of.get('name') or not of.get('language', {}).get('code'):
        raise missing('template')
    made = world.template_of(of['name'], of['language']['code'])
    if made['status'] == 'PAUSED':
        raise No(132015)
    if made['status'] != 'APPROVED':
        raise No(132016 if made['status'] == 'DISABLED' else 132001)
    parts = of.get('components', [])
    for part in parts:
        if part.get('type', '').lower() not in ('header', 'body', 'button'):
            raise No(132012, 'component type is not valid')
    for kind in ('body', 'header'):
        want = next((c for c in made['components']
                     if c['type'] == kind.upper()), None)
        text = (want or {}).get('text', '')
        expected = len(set(re.findall(r'\{\{\s*\w+\s*\}\}', text)))
        if want is not None and want.get('format', 'TEXT') != 'TEXT':
            expected = 1
        given = component_count(parts, kind)
        if len(given) != expected:
            raise No(132000, '%s: number of localizable_params (%d) does not '
                     'match the expected number of params (%d)' % (
                         kind, len(given), expected))
        if any(p.get('type') == 'text' and not plain(p.get('text'))
               for p in given):
            raise No(132012, '%s: Param text cannot have new-line/tab '
                     'characters or more than 4 consecutive spaces' % kind)


SHAPES = {'text': text_shape, 'location': location_shape,
          'contacts': contacts_shape, 'reaction': reaction_shape,
          'interactive': interactive_shape, 'template': template_shape,
          **{kind: media_shape(kind) for kind in LIMITS}}


def message_shape(told, world):
    """Kind and object of what is to be sent; No: Meta would not take it."""
    if told.get('messaging_product') != 'whatsapp':
        raise missing('messaging_product')
    if told.get('recipient_type', 'individual') not in ('individual',):
        raise parameter('Param recipient_type must be one of {INDIVIDUAL}')
    kind = told.get('type', 'text')
    if kind not in KINDS:
        raise parameter('Param type must be one of {%s}' % ', '.join(
            k.upper() for k in KINDS))
    only(told, COMMON + (kind,), 'message')
    of = told.get(kind)
    if isinstance(of, str):     # as some clients of Meta write it
        try:
            of = json.loads(of)
        except ValueError:
            of = None
    if not isinstance(of, list if kind == 'contacts' else dict):
        raise missing(kind)
    SHAPES[kind](of, world)
    if 'context' in told and not str(told['context'].get(
            'message_id', '')).startswith('wamid.'):
        raise No(131009, 'context message_id is not valid')
    opaque = told.get('biz_opaque_callback_data', '')
    if not isinstance(opaque, str) or len(opaque.encode()) > 512:
        raise parameter("Param biz_opaque_callback_data must be at most 512 "
                        'characters long.')
    return kind, of
