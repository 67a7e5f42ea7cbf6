using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lb.Host.Serving;

/// <summary>Kestrel's side of HTTP frontends: hands each request to the delegate that its bind put on the connection.</summary>
internal sealed class HttpRequests : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) =>
        context.Features.GetRequiredFeature<HttpFrontendFeature>().Answer(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing is pooled: the context goes with the request.
    }
}
