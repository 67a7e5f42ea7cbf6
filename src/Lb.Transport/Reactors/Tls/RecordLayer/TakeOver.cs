using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>Takes connections over from OpenSSL when their handshake is done, as kernel TLS would: an SSL* costs 11 KB and three copies of each byte.</summary>
internal static unsafe class TakeOver
{
    /// <summary>Takes a connection over, and frees its SSL*.</summary>
    /// <param name="ssl">A connection whose handshake is done, and of which OpenSSL holds no bytes (<see cref="HoldsBytes"/>).</param>
    /// <param name="leg">Its leg.</param>
    /// <param name="suites">The suites of the reactor.</param>
    /// <returns>Null where that cannot be, and the SSL* goes on: before TLS 1.3, with other ciphers or smaller records than usual, or after a change of
    /// keys.</returns>
    public static RecordConnection* Try(nint ssl, LegRecord* leg, RecordSuites suites)
    {
        var secrets = SecretCallbacks.Of(ssl);
        if (secrets == null) return null;
        var connection = CanBe(ssl) ? Create(ssl, leg, secrets, suites) : null;
        if (connection != null) LibSsl.Free(ssl);
        else secrets->Wipe();
        return connection;
    }

    /// <summary>Whether OpenSSL has read bytes that it has not given away.</summary>
    /// <remarks>A record whose header alone has come is not pending, but read.</remarks>
    public static bool HoldsBytes(nint ssl) => LibSsl.HasPending(ssl) != 0 || LibSsl.GetReadState(ssl)[1] != 'H';

    private static bool CanBe(nint ssl) =>
        LibSsl.GetVersion(ssl) == LibSsl.Tls13 && LibSsl.GetFragmentLimit(LibSsl.GetSession(ssl)) == LibSsl.NoFragmentLimit;

    private static RecordConnection* Create(nint ssl, LegRecord* leg, TrafficSecrets* secrets, RecordSuites suites)
    {
        var number = LibSsl.GetCipherNumber(LibSsl.GetCipher(ssl));
        if (suites.Of(number) is not { } suite || !secrets->IsComplete(suite.SecretLength)) return null;
        var connection = RecordConnection.Create(number, suite, secrets, leg);
        if (connection == null)
        {
            LibCrypto.ClearErrors();
            return null;
        }

        var notices = LibSsl.GetShutdown(ssl);
        connection->HasEnded = (notices & LibSsl.ReceivedCloseNotice) != 0;
        connection->IsSilent = (notices & LibSsl.SentCloseNotice) != 0;
        suites.Users++;
        return connection;
    }
}
