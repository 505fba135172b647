// Package dns is lego's list of DNS providers with no provider in it: a local cluster never solves an ACME challenge,
// and the providers are half of Traefik's build.
package dns

import (
	"fmt"

	"github.com/go-acme/lego/v5/challenge"
)

// NewDNSChallengeProviderByName knows no provider.
func NewDNSChallengeProviderByName(name string) (challenge.Provider, error) {
	return nil, fmt.Errorf("DNS provider %q is not part of this build", name)
}
