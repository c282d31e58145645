import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import { offeredStrategies, type SelfServiceProfile } from '@/lib/domain/self-service-profiles/queries'
import { knownAttributes } from '@/lib/domain/user-attribute-profiles/known-attributes'
import { strategyLabels } from '../profile-fields'

/** For operators who may not change it. */
export function ProfileFacts({ profile }: { profile: SelfServiceProfile }) {
  const { description, introduction, userAttributes } = profile
  return (
    <Section title="Settings">
      <Facts>
        <Fact label="Description">{description ?? 'None'}</Fact>
        <Fact label="Introduction">
          <span className="whitespace-pre-line">{introduction ?? 'Default text'}</span>
        </Fact>
        <Fact label="Identity providers">
          {offeredStrategies(profile)
            .map((strategy) => strategyLabels[strategy])
            .join(', ')}
        </Fact>
        <Fact label="Attributes">{userAttributes.map(attributeText).join(', ') || 'None'}</Fact>
      </Facts>
    </Section>
  )
}

function attributeText({ name, is_optional: isOptional }: SelfServiceProfile['userAttributes'][number]) {
  const label = knownAttributes.find(({ key }) => key === name)?.label ?? name
  return `${label} (${isOptional ? 'optional' : 'required'})`
}
