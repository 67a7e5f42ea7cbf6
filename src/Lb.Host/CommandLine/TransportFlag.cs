using System.CommandLine;
using Lb.Host.Serving;

namespace Lb.Host.CommandLine;

/// <summary>The flag <c>--transport</c>.</summary>
internal static class TransportFlag
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--transport") { Description = "How bytes move; without it, the best that this machine has.", HelpName = "NAME" };
        option.AcceptOnlyFromAmong(TransportChoice.Names);
        return option;
    }
}
