package clean

import (
	"bufio"
	"bytes"
	"net/http"
)

var readResponse = http.ReadResponse

// The answer is read off a buffer: no connection stands behind it.
func answerOf(written []byte, request *http.Request) (int, error) {
	answer, err := readResponse(bufio.NewReader(bytes.NewReader(written)), request)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, nil
}

func again(written []byte, request *http.Request) (*http.Response, error) {
	return readResponse(bufio.NewReader(bytes.NewReader(written)), request)
}

func status(written []byte, request *http.Request) int {
	answer, err := again(written, request)
	if err != nil {
		return 0
	}
	return answer.StatusCode
}
