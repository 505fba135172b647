/**
 * Installs the packages of the machine's own Debian that set-ups need. Which ones, each room knows for itself.
 *
 * @packageDocumentation
 */
export {
  InstallError,
  type InstallOptions,
  installPackages,
} from './installPackages';
