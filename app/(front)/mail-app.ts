interface MailApp {
  name: string
  url: string
}

const countries = String.raw`\.(?:co\.|com\.)?[a-z]{2,3}$`

const apps: [RegExp, MailApp][] = [
  [/^(?:gmail|googlemail)\.com$/, { name: 'Gmail', url: 'https://mail.google.com/' }],
  [
    new RegExp(`^(?:outlook|hotmail|live|msn)${countries}`),
    { name: 'Outlook', url: 'https://outlook.live.com/mail/' },
  ],
  [
    new RegExp(`^(?:yahoo|ymail|rocketmail)${countries}`),
    { name: 'Yahoo Mail', url: 'https://mail.yahoo.com/' },
  ],
  [/^(?:proton\.me|protonmail\.com|pm\.me)$/, { name: 'Proton Mail', url: 'https://mail.proton.me/' }],
  [/^(?:icloud|me|mac)\.com$/, { name: 'iCloud Mail', url: 'https://www.icloud.com/mail' }],
]

/** Where people read email of this address; null for other domains, such as a company’s. */
export function mailAppOf(email: string): MailApp | null {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return apps.find(([pattern]) => pattern.test(domain))?.[1] ?? null
}
