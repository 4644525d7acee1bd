package limits

type pool interface {
	SetMaxOpenConns(int)
}

func Apply(p pool) { p.SetMaxOpenConns(20) }
