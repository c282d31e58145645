import { userAttributeProfiles } from '@/lib/domain/user-attribute-profiles/user-attribute-settings'
import { userAttributeProfileShapes } from '@/lib/http/auth0/user-attribute-profile'
import { profileOperations } from '../named-profiles'

export const { GET, PATCH, DELETE } = profileOperations(userAttributeProfiles, userAttributeProfileShapes)
