import { CopyValue } from '@/components/ui/copy-value'
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
          <span className="flex items-center gap-1">
            <code className="min-w-0 font-mono text-sm break-all">{value}</code>
            <CopyValue value={value} label={`Copy ${label.toLowerCase()}`} />
          </span>
        </Fact>
      ))}
    </Facts>
  )
}
