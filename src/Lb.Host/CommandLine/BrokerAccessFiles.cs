using System.Collections.Immutable;
using Lb.Broker.Access;
using Lb.Protocol.Mqtt;

namespace Lb.Host.CommandLine;

/// <summary>Reads the files of users and rules for the reference broker.</summary>
internal static class BrokerAccessFiles
{
    /// <summary>The users of a password file; null without a file.</summary>
    public static PasswordFile? Users(string? file, ICollection<string> errors) =>
        file is not null && Read(file, errors) is { } text ? PasswordFile.Parse(text, file, errors) : null;

    /// <summary>The rules of an access file, if there is one, and filters that are denied to everybody.</summary>
    public static AccessList Rules(string? file, IEnumerable<string> denySubscribe, IEnumerable<string> denyPublish, ICollection<string> errors)
    {
        var rules = file is not null && Read(file, errors) is { } text ? AccessFile.Parse(text, file, errors) : AccessList.Everything;
        ImmutableArray<AccessRule> denied =
        [
            .. denySubscribe.Select(filter => Deny("--deny-subscribe", AccessKind.Read, filter, errors)),
            .. denyPublish.Select(filter => Deny("--deny-publish", AccessKind.Write, filter, errors)),
        ];
        return denied.IsEmpty ? rules : rules with { ForAll = denied };
    }

    private static AccessRule Deny(string flag, AccessKind kind, string filter, ICollection<string> errors)
    {
        if (!TopicFilter.IsValid(filter)) errors.Add($"{flag} {filter}: this is no topic filter.");
        return new AccessRule(false, kind, filter);
    }

    private static string? Read(string file, ICollection<string> errors)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{file}: {failure.Message}");
            return null;
        }
    }
}
