// Package ext stands in for the nested module of Traefik that is replaced by a local folder upstream and never published.
package ext

// HTTP adds nothing to the HTTP configuration.
type HTTP struct{}

// Router adds nothing to a router.
type Router struct{}
