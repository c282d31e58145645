import { connectionProfiles } from '@/lib/domain/connection-profiles/profile-settings'
import { connectionProfileShapes } from '@/lib/http/auth0/connection-profile'
import { profileOperations } from '../named-profiles'

export const { GET, PATCH, DELETE } = profileOperations(connectionProfiles, connectionProfileShapes)
