package kept

import (
	"context"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

type signer struct {
	ctx     context.Context
	strict  bool
	until   time.Time
	account string
	answers int
}

// what it fetches is kept until it is over
func (s *signer) refresh() error {
	cfg, err := config.LoadDefaultConfig(s.ctx)
	if err != nil {
		return err
	}
	who, err := sts.NewFromConfig(cfg).GetCallerIdentity(s.ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return err
	}
	s.account = aws.ToString(who.Account)
	s.until = time.Now().Add(time.Hour)
	return nil
}

// NewSigner fetches it for the first time.
func NewSigner(ctx context.Context) (*signer, error) {
	s := &signer{ctx: ctx}
	return s, s.refresh()
}

func (s *signer) Sign(w http.ResponseWriter, r *http.Request) {
	if time.Now().After(s.until) {
		if err := s.refresh(); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
	}
	w.Header().Set("Account", s.account)
}

// the check may come first
func (s *signer) Account(w http.ResponseWriter, r *http.Request) {
	if time.Now().Before(s.until) {
		w.Header().Set("Account", s.account)
		return
	}
	_ = s.refresh()
}

// a condition that the call does not change lets it run each time
func (s *signer) Check(w http.ResponseWriter, r *http.Request) {
	if s.strict {
		s.answers++
		_ = s.check(r.Context())
	}
}

func (s *signer) check(ctx context.Context) error {
	cfg, err := config.LoadDefaultConfig(ctx) // want aws-config-per-request warning high
	if err != nil {
		return err
	}
	_, err = sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	return err
}

func identify(ctx context.Context) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	_, err = sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	return err
}

// tried until it works
func await(ctx context.Context, most int) error {
	var err error
	for attempt := 0; attempt < most; attempt++ {
		err = identify(ctx)
		if err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	for {
		if err := identify(ctx); err != nil {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func probe(ctx context.Context) error {
	cfg, err := config.LoadDefaultConfig(ctx) // want aws-config-per-request warning high
	if err != nil {
		return err
	}
	_, err = sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	return err
}

// a round goes on when it works, and is left when it does not
func watch(ctx context.Context) error {
	for {
		if err := probe(ctx); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}
