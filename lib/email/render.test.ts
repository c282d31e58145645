import { describe, expect, it } from 'vitest'
import { brand, code, invitation, link, mails, branding } from '@/test/fixtures/emails'
import type { Email } from './email'
import { renderEmail } from './render'

describe.each(mails.map((mail) => [mail.template, mail] as const))('%s', (_template, mail) => {
  it('carries its link and code in both bodies', async () => {
    const { html, text } = await renderEmail(mail)
    if ('link' in mail) {
      expect(hrefs(html)).toContain(link)
      expect(text.split('\n')).toContain(link)
    }
    if ('code' in mail) {
      expect(html).toContain(`>${code}</p>`)
      expect(text.split('\n')).toContain(`    ${code}`)
    }
    expect(new Set(hrefs(html))).toEqual(new Set('link' in mail ? [link] : []))
  })

  it('names its language, loads nothing but the logo, and reads as text alone', async () => {
    const { html, text } = await renderEmail(mail)
    expect(html).toMatch(/<html[^>]* lang="en"/)
    expect(html).toContain('prefers-color-scheme: dark')
    expect(sources(html)).toEqual([brand.logoUrl])
    expect(html).not.toMatch(/<script|<link|@import|@font-face|url\(/)
    expect(text).not.toMatch(/[<>\u200b-\u200f\u2060\ufeff]|&\w+;|undefined|null/)
    expect(text).not.toMatch(/\n{3}/)
    expect(text).toContain('--\n')
    expect(text).toContain('Sent by Lumen for Acme\n')
  })

  it('is the same, byte for byte, when rendered again', async () => {
    expect(await renderEmail(mail)).toEqual(await renderEmail(mail))
  })
})

const hostile = [
  '<img src=x onerror=alert(1)><a href="https://evil.example">Click</a>',
  'Acme\r\nBcc: eve@evil.example',
  'Acme \u202eelgoog\u2066\u200b\u0000',
  'visit https://evil.example/win or www.evil.example',
  'x'.repeat(300),
  'é'.repeat(5_000),
  '👩‍👩‍👧‍👦'.repeat(80),
  'Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo',
  '\ud800 half',
  '“>{{name}} ${name} %s &amp; &lt;b&gt;',
  '\u200b',
  'evil。example or mailto:eve@evil.example',
]

describe.each(hostile)('a name such as %j', (name) => {
  const named: Email[] = mails.map((mail) => withName(mail, name))

  it('gives a subject of one visible line', async () => {
    for (const mail of named) {
      const { subject } = await renderEmail(mail)
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
      expect(subject.isWellFormed()).toBe(true)
      expect(Array.from(new Intl.Segmenter('en').segment(subject)).length).toBeLessThan(120)
    }
  })

  it('adds no markup, no link, and no text that an email client would turn into a link', async () => {
    for (const mail of named) {
      const { html, text } = await renderEmail(mail)
      expect(html).not.toMatch(/<img src=x|<a href="https:\/\/evil|<b>/)
      expect(new Set(hrefs(html))).toEqual(new Set('link' in mail ? [link] : []))
      expect(bodyText(html).replaceAll(/alt="[^"]*"/g, '')).not.toMatch(/evil\.example|https:\/\/evil/)
      expect(text).not.toMatch(/evil\.example|https:\/\/evil/)
    }
  })
})

describe('the invitation', () => {
  it('says who invites, to which organization, until when, and what the link does', async () => {
    const { subject, text } = await renderEmail({ ...branding, ...invitation(), template: 'invitation' })
    expect(subject).toBe('Ann Lee invited you to Acme')
    expect(text).toBe(`Ann Lee invited you to Acme

Ann Lee (ann@acme.test) would like you to join Acme’s team on Lumen.

Accept invitation:
${link}

You can accept or decline on the next page. If you don’t have an account at Lumen yet, you’ll create one there.

The invitation expires on Wednesday, 2 December 2026, at 14:05 UTC.

The link is only for ben@acme.test, so don’t forward this email.

--

If you didn’t expect this, ignore it: you won’t join unless you accept.

Sent by Lumen for Acme
`)
  })

  it('greets the invitee and quotes what the inviter wrote, as text in which nothing becomes a link', async () => {
    const message = 'Hi <b>Ben</b>,\n\nsee evil.example or https://evil.example/a'
    const written = { message, inviteeName: 'Ben <b>evil.example' }
    const { html, text } = await renderEmail({
      ...branding,
      ...invitation(),
      template: 'invitation',
      ...written,
    })
    expect(text).toContain('Hi Ben <b>evil. example,\n')
    expect(text).toContain(
      'Ann Lee wrote:\n\nHi <b>Ben</b>,\n\nsee evil. example or https: //evil. example/a\n',
    )
    expect(html).not.toContain('<b>Ben')
    expect(html).not.toMatch(/evil\.example|https:\/\/evil/)
    expect(new Set(hrefs(html))).toEqual(new Set([link]))
  })

  it('a reminder says that it is one, and that the old link no longer works', async () => {
    const { subject, text } = await renderEmail({
      ...branding,
      ...invitation(),
      template: 'invitation',
      isReminder: true,
    })
    expect(subject).toBe('Reminder: Ann Lee invited you to Acme')
    expect(text).toContain('replaces the earlier one, whose link no longer works')
  })
})

describe('the brand', () => {
  it('a tenant without a logo shows its name, once in the signature', async () => {
    const { html, text } = await renderEmail({ ...plain('#3454d1'), template: 'sign_up_existing', link })
    expect(sources(html)).toEqual([])
    expect(text).toContain('Sent by Lumen\n')
  })

  it.each([
    ['#ffff00', '#000000'],
    ['#ffffff', '#000000'],
    ['#101010', '#ffffff'],
    ['#0F766E', '#ffffff'],
    ['red;background:url(https://evil.example)', '#ffffff'],
  ])('on %s the button reads in %s', async (primary, text) => {
    const { html } = await renderEmail({ ...plain(primary), template: 'sign_up_existing', link })
    const button = /<a[^>]*class="button"[^>]*>/.exec(html)?.[0] ?? ''
    expect(button).toContain(`;color:${text}`)
    expect(html).not.toContain('evil.example')
  })

  it('shows a logo for each scheme, or the icon and the name; links to support and legal texts', async () => {
    const base = 'https://login.lumen.test/logos/'
    const links = [
      { label: 'Support', href: 'mailto:help@acme.test' },
      { label: 'Terms', href: 'https://acme.test/terms' },
    ]
    const two = { ...brand, darkLogoUrl: `${base}dark`, iconUrl: `${base}icon`, links }
    const { html, text } = await renderEmail({ ...branding, brand: two, template: 'sign_up_existing', link })
    expect(sources(html)).toEqual([brand.logoUrl, two.darkLogoUrl])
    expect(hrefs(html)).toEqual(expect.arrayContaining(links.map(({ href }) => href)))
    expect(text).toContain('https://acme.test/terms')
    const none = { ...two, logoUrl: undefined, darkLogoUrl: undefined }
    const named = await renderEmail({ ...branding, brand: none, template: 'sign_up_existing', link })
    expect(sources(named.html)).toEqual([two.iconUrl])
  })

  it('leaves out a logo whose URL is not http or https', async () => {
    const brand = { displayName: 'Acme', logoUrl: 'javascript:alert(1)', primary: '#000000' }
    const { html } = await renderEmail({ brand, tenantName: 'Lumen', template: 'sign_up_existing', link })
    expect(sources(html)).toEqual([])
  })
})

function plain(primary: string) {
  return { brand: { displayName: 'Lumen', primary }, tenantName: 'Lumen' }
}

function withName(mail: Email, name: string): Email {
  const keys = ['name', 'tenantName', 'organizationName', 'inviterName', 'memberName'].filter(
    (key) => key in mail,
  )
  const changes = Object.fromEntries(keys.map((key) => [key, name]))
  return { ...mail, ...changes, brand: { ...brand, displayName: name } }
}

function hrefs(html: string): string[] {
  return Array.from(html.matchAll(/ href="([^"]*)"/g), (match) => (match[1] ?? '').replaceAll('&amp;', '&'))
}

function sources(html: string): string[] {
  return Array.from(html.matchAll(/ src="([^"]*)"/g), (match) => match[1] ?? '')
}

function bodyText(html: string): string {
  return html.slice(html.indexOf('<body'))
}

it('an email about a certificate that has expired says so', async () => {
  const soon = mails.find((mail) => mail.template === 'certificate_expiring')
  if (!soon) throw new Error('There is no such email.')
  const [before, after] = await Promise.all([renderEmail(soon), renderEmail({ ...soon, hasExpired: true })])
  expect(before.subject).toContain('expires soon')
  expect(after.subject).toContain('has expired')
  expect(after.text).toContain('expired on')
  expect(after.text).not.toMatch(/expires|before \w+ \d/)
})
