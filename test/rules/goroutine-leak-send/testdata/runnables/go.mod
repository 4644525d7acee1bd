module example.com/operator

go 1.22

require (
	golang.org/x/sys v0.27.0
	sigs.k8s.io/controller-runtime v0.19.0
)
