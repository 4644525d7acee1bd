module example.com/libraries

go 1.22

require (
	github.com/hashicorp/consul/api v1.28.2
	github.com/hashicorp/vault/api v1.12.0
	github.com/influxdata/influxdb v1.11.5
	k8s.io/client-go v0.29.2
)
