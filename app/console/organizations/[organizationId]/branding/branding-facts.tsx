import { Fact, Facts } from '@/components/ui/facts'
import type { SavedBranding } from '../../../../o/[slug]/(portal)/branding/saved-branding'

/** For those who may not change it. */
export function BrandingFacts({ branding: { pictures, texts } }: { branding: SavedBranding }) {
  return (
    <Facts>
      <Fact label="Logo">{pictures.logo === undefined ? 'None' : 'Its own'}</Fact>
      <Fact label="Logo for dark backgrounds">{pictures.dark_logo === undefined ? 'None' : 'Its own'}</Fact>
      <Fact label="Icon">{pictures.icon === undefined ? 'None' : 'Its own'}</Fact>
      <Fact label="Primary color">{texts.primary_color || 'The tenant’s'}</Fact>
      <Fact label="Background color">{texts.background_color || 'The tenant’s'}</Fact>
      <Fact label="Headline">{texts.headline || 'None'}</Fact>
      <Fact label="Support address">{texts.support || 'None'}</Fact>
      <Fact label="Terms">{texts.terms_url || 'None'}</Fact>
      <Fact label="Privacy policy">{texts.privacy_url || 'None'}</Fact>
    </Facts>
  )
}
