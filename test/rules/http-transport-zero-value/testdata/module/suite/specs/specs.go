package specs

import (
	"github.com/stretchr/testify/assert"

	"example.com/module/suite/scaffold"
)

func Answers() bool {
	resp, err := scaffold.Client().Get("https://gateway.example.com/")
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return assert.ObjectsAreEqual(200, resp.StatusCode)
}
