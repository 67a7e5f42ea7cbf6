namespace Lb.Proxy.Routing;

/// <summary>Steps of routing, in HAProxy's order.</summary>
internal enum RoutingStep
{
    /// <summary>Content rules of the frontend.</summary>
    FrontendRules,

    /// <summary><c>use_backend</c>, <c>default_backend</c>.</summary>
    BackendChoice,

    /// <summary>Content rules of the backend.</summary>
    BackendRules,

    /// <summary>Keys of <c>stick</c> and <c>balance</c>.</summary>
    Keys,
}
