package specs

import (
	"github.com/onsi/ginkgo/v2"

	"example.com/module/suite/scaffold"
)

var _ = ginkgo.Describe("gateway", func() {
	ginkgo.It("answers", func() {
		_, err := scaffold.Client().Get("https://gateway.example.com/")
		if err != nil {
			ginkgo.Fail(err.Error())
		}
	})
})
