import { Section } from '@/components/ui/page-header'
import type { ProviderOptions } from '@/lib/domain/connections/provider-options'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { registeredRedirectUri } from '@/lib/federation/redirect-uri'
import { currentTenant } from '@/lib/web/tenant'
import { Attributes } from '../../(identity-providers)/attributes'
import { Guide } from '../../(identity-providers)/guide'
import { OpenIdSettings } from '../../(identity-providers)/open-id-settings'
import { guideOf } from '../../(identity-providers)/providers'
import { previewOf } from '../../(identity-providers)/test-result'
import { replaceSecret, save, saveClaims } from './actions'

interface OpenIdProviderProps {
  ticket: string
  provider: Connection & { options: ProviderOptions }
}

export async function OpenIdProvider({ ticket, provider }: OpenIdProviderProps) {
  const guide = guideOf(provider.options)
  const test = await findConnectionTest(provider.id)
  return (
    <>
      <Guide
        guide={guide}
        redirectUri={registeredRedirectUri(await currentTenant(), provider)}
        scopes={provider.options.scopes}
      />
      <OpenIdSettings
        provider={provider}
        guide={guide}
        save={save.bind(null, ticket)}
        replaceSecret={replaceSecret.bind(null, ticket)}
      />
      <Section
        title="Attributes"
        text="The claims from which accounts are made. An empty field stands for the usual claim."
      >
        <Attributes
          provider={provider}
          action={saveClaims.bind(null, ticket)}
          preview={previewOf(provider, test)}
        />
      </Section>
    </>
  )
}
