'use server'

import { tenantOrgAction } from '@/lib/http/action'
import * as changes from '../../../../o/[slug]/(portal)/branding/branding-changes'
import { brandingInput } from '../../../../o/[slug]/(portal)/branding/branding-input'

export const saveBranding = tenantOrgAction({
  needs: ['update:organizations'],
  input: brandingInput,
  run: changes.saveBranding,
})

export const discardDraft = tenantOrgAction({
  needs: ['update:organizations'],
  input: changes.noInput,
  run: changes.discardDraft,
})

export const restoreVersion = tenantOrgAction({
  needs: ['update:organizations'],
  input: changes.versionInput,
  run: changes.restoreVersion,
})

export const sendTest = tenantOrgAction({
  needs: ['update:organizations'],
  input: changes.noInput,
  run: changes.sendTest,
})
