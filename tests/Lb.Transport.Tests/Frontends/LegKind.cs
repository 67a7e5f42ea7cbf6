namespace Lb.Transport.Tests.Frontends;

/// <summary>How clients speak to a test frontend.</summary>
public enum LegKind
{
    Plain,
    Tls,
}
