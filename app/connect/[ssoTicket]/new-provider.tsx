import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/page-header'
import type { FoundSsoTicket } from '@/lib/domain/sso-tickets/find-sso-ticket'
import { offeredStrategies } from '@/lib/domain/self-service-profiles/queries'
import { knownAttributes } from '@/lib/domain/user-attribute-profiles/known-attributes'
import { ticketPath } from '@/lib/http/ticket-action'
import { OpenIdSetup } from '../../(identity-providers)/open-id-setup'
import { ProviderChoice } from '../../(identity-providers)/provider-choice'
import { findProviderGuide, providers } from '../../(identity-providers)/providers'
import { samlKey } from '../../(identity-providers)/saml-guides'
import { SamlSetup } from '../../(identity-providers)/saml-setup'
import { create, createSaml } from './actions'
import { Steps } from './steps'

interface NewProviderProps {
  ticket: string
  found: FoundSsoTicket
  chosen: string | undefined
  /** Which of SAML’s guides. */
  product: string | undefined
}

const choices = [...providers, { key: samlKey, label: 'SAML 2.0', strategy: 'samlp' as const }]

export function NewProvider({ ticket, found, chosen, product }: NewProviderProps) {
  const offered = offeredStrategies(found.offer)
  const here = choices.filter(({ strategy }) => offered.includes(strategy))
  const key = (here.length === 1 ? here : here.filter((one) => one.key === chosen))[0]?.key
  const path = ticketPath(ticket)
  return (
    <div>
      <Steps current="Set up" />
      <RequestedAttributes found={found} />
      <ProviderChoice
        label="Provider"
        choices={here.map((choice) => ({ ...choice, href: `${path}?provider=${choice.key}` }))}
        chosen={key}
      />
      {key && <Setup ticket={ticket} found={found} chosen={key} product={product} />}
    </div>
  )
}

function Setup({ ticket, found, chosen, product }: NewProviderProps) {
  const guide = findProviderGuide(chosen)
  const shared = {
    connectionId: found.connectionId,
    displayName: found.config?.displayName ?? undefined,
  }
  if (guide !== null) return <OpenIdSetup guide={guide} action={create.bind(null, ticket)} {...shared} />
  const hrefOf = (key: string) => `${ticketPath(ticket)}?provider=${samlKey}&product=${key}`
  return <SamlSetup product={product} hrefOf={hrefOf} action={createSaml.bind(null, ticket)} {...shared} />
}

/** What the profile asks the provider to send. */
function RequestedAttributes({ found: { offer } }: { found: FoundSsoTicket }) {
  if (offer.userAttributes.length === 0) return null
  return (
    <Section title="What your provider sends" text="Allow these in the application that you create there.">
      <ul className="flex max-w-form flex-col gap-2">
        {offer.userAttributes.map(({ name, description, is_optional: isOptional }) => (
          <li key={name} className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{labelOf(name)}</span>
            <Badge>{isOptional ? 'Optional' : 'Required'}</Badge>
            <span className="text-muted-foreground wrap-anywhere">{description}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function labelOf(name: string): string {
  return knownAttributes.find(({ key }) => key === name)?.label ?? name
}
