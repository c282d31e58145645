import { connectionProfiles } from '@/lib/domain/connection-profiles/profile-settings'
import { connectionProfileShapes } from '@/lib/http/auth0/connection-profile'
import { templateListOperation } from '../named-profiles'

export const GET = templateListOperation(connectionProfiles, connectionProfileShapes)
