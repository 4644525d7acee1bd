package shared

import (
	"net"

	"github.com/rs/zerolog"
	"github.com/rs/zerolog/log"
)

// Check has no path that leaves the connection open: the last calls of the chains end the process.
func Check(logger zerolog.Logger, address string) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		logger.Fatal().Err(err).Str("address", address).Send()
	}
	if _, err := conn.Write(nil); err != nil {
		log.Fatal().Err(err).Msgf("cannot write to %s", address)
	}
	if _, err := conn.Write(nil); err != nil {
		logger.Fatal().Err(err).Msg("cannot write")
	}
	conn.Close()
}

// CheckMildly tells of the error and returns.
func CheckMildly(logger zerolog.Logger, address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	if _, err := conn.Write(nil); err != nil {
		logger.Error().Err(err).Msg("cannot write")
		return
	}
	conn.Close()
}
