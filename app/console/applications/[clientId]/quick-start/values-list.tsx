import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import type { GuideValues } from './guide-values'

export function ValuesList({ values }: { values: GuideValues }) {
  const { issuer, clientId, redirectUri, isRedirectUriAllowed, audience } = values
  const rows = [
    { label: 'Issuer', value: issuer },
    { label: 'Client ID', value: clientId },
    ...(isRedirectUriAllowed ? [{ label: 'Redirect URI', value: redirectUri }] : []),
    ...(audience === null ? [] : [{ label: 'Audience', value: audience }]),
  ]
  return (
    <Facts>
      {rows.map(({ label, value }) => (
        <Fact key={label} label={label}>
          <Copyable value={value} label={`Copy ${label.toLowerCase()}`} />
        </Fact>
      ))}
    </Facts>
  )
}
