package handlers

import (
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/signin"
	"portico/static"
)

const staticPrefix = static.Prefix

// Limits of one request.
const (
	maxBody      = 4 << 20
	pageDeadline = 10 * time.Second
	fileDeadline = 5 * time.Minute
)

// Deps is what the pages are made from.
type Deps struct {
	Services
	DB       *postgres.DB
	Sessions *signin.Sessions
	Log      *slog.Logger
	Now      func() time.Time
	Version  string
	// BaseURL is where people reach Portico; links are made from it and from nothing a request says.
	BaseURL string
	// Secure is true when BaseURL is https.
	Secure bool
	// Proxies are the ranges whose X-Forwarded-For is believed.
	Proxies []*net.IPNet
}

// Server answers requests.
type Server struct {
	Deps
	draining atomic.Bool
	metrics  *metrics
}

// New makes a Server; Handler is what listens.
func New(d Deps) *Server {
	d.Exports = d.Exports.Named(d.Version)
	return &Server{Deps: d, metrics: newMetrics(d.DB)}
}

// Drain makes /readyz answer 503 from now on, so that nothing new is sent here while requests finish.
func (s *Server) Drain() { s.draining.Store(true) }

// Handler is the whole site: middlewares, static files and the URL map.
func (s *Server) Handler() http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = s.extractor()
	e.HTTPErrorHandler = s.answerError
	e.Use(middleware.RequestIDWithConfig(middleware.RequestIDConfig{Generator: postgres.NewID, RequestIDHandler: setRequestID}))
	e.Pre(dropRequestID)
	e.Use(deadline, s.observe, s.headers, recoverPanic, limitBody)

	e.GET("/healthz", s.healthz)
	e.GET("/readyz", s.readyz)
	e.GET(staticPrefix+"*", echo.WrapHandler(static.Handler()))
	e.HEAD(staticPrefix+"*", echo.WrapHandler(static.Handler()))

	site := e.Group("", middleware.GzipWithConfig(middleware.GzipConfig{
		Level: 5, MinLength: 1400, Skipper: func(c echo.Context) bool { return isExportFile(c.Request().URL.Path) },
	}), s.sameOrigin(), s.session)
	for _, r := range s.routes() {
		site.Add(r.method, r.path, s.serve(r))
		if r.method == http.MethodGet {
			site.Add(http.MethodHead, r.path, s.serve(r))
		}
	}
	site.RouteNotFound("/*", s.serve(route{right: access.Public, handle: func(*call) error { return apperr.Missing() }}))
	return e
}

// serve finds the actor, asks whether they could ever hold the route's right, and calls the handler. The feature asks again,
// with whom and what it is about.
func (s *Server) serve(r route) echo.HandlerFunc {
	return func(ec echo.Context) error {
		c := &call{Context: ec, server: s}
		actor, err := s.actor(ec)
		if err != nil {
			return err
		}
		c.actor = actor
		ec.Set(callKey, c)
		if err := actor.Ever(r.right); err != nil {
			if r.event != "" && apperr.Is(err, apperr.Forbidden) {
				s.Trail.Refuse(c.ctx(), actor, r.event, audit.Entry{}, err)
			}
			return err
		}
		return r.handle(c)
	}
}

// callKey is where the error page finds who asked.
const callKey = "portico.call"

func (s *Server) extractor() echo.IPExtractor {
	if len(s.Proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, r := range s.Proxies {
		options = append(options, echo.TrustIPRange(r))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}
