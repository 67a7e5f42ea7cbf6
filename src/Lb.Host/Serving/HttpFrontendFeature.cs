using Microsoft.AspNetCore.Http;

namespace Lb.Host.Serving;

/// <summary>What an HTTP frontend answers with; set on each of its connections.</summary>
internal sealed record HttpFrontendFeature(RequestDelegate Answer);
