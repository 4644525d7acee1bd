module example.com/module

go 1.22

require github.com/onsi/ginkgo/v2 v2.20.0
