using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Tls.KernelRecords;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>Takes connections over from OpenSSL when their handshake is done, as kernel TLS would: an SSL* costs 11 KB and three copies of each byte.</summary>
internal static unsafe class TakeOver
{
    /// <summary>Takes a connection over, and frees its SSL*.</summary>
    /// <param name="ssl">A connection whose handshake is done, and that need not wait (<see cref="MustWait"/>).</param>
    /// <param name="leg">Its leg.</param>
    /// <param name="suites">The suites of the reactor.</param>
    /// <returns>Its new <see cref="TlsHandle"/>; 0 where that cannot be, and the SSL* goes on: before TLS 1.3, with other ciphers or smaller records than usual,
    /// or after a change of keys.</returns>
    public static nint Try(nint ssl, LegRecord* leg, RecordSuites suites)
    {
        var secrets = SecretCallbacks.Of(ssl);
        if (secrets == null) return 0;
        var settled = CanBe(ssl) ? Create(ssl, leg, secrets, suites) : 0;
        if (settled != 0) LibSsl.Free(ssl);
        else secrets->Wipe();
        return settled;
    }

    /// <summary>Whether it cannot be now: OpenSSL has read bytes that it has not given away, or the kernel is to seal what is sent, and what is pending is sealed
    /// already.</summary>
    public static bool MustWait(nint ssl, LegRecord* leg) => HoldsBytes(ssl) || (leg->PendingLength > 0 && IsForKernel(SecretCallbacks.Of(ssl)));

    private static bool IsForKernel(TrafficSecrets* secrets) => secrets != null && secrets->AreForKernel;

    // A record whose header alone has come is not pending, but read.
    private static bool HoldsBytes(nint ssl) => LibSsl.HasPending(ssl) != 0 || LibSsl.GetReadState(ssl)[1] != 'H';

    private static bool CanBe(nint ssl) =>
        LibSsl.GetVersion(ssl) == LibSsl.Tls13 && LibSsl.GetFragmentLimit(LibSsl.GetSession(ssl)) == LibSsl.NoFragmentLimit;

    private static nint Create(nint ssl, LegRecord* leg, TrafficSecrets* secrets, RecordSuites suites)
    {
        var number = LibSsl.GetCipherNumber(LibSsl.GetCipher(ssl));
        if (suites.Of(number) is not { } suite || !secrets->IsComplete(suite.SecretLength)) return 0;
        ControlState* control;
        nint settled;
        if (secrets->AreForKernel && KernelConnection.Create(number, suite, secrets, leg) is var kernel && kernel != null)
        {
            control = &kernel->Control;
            settled = TlsHandle.Of(kernel);
        }
        else if (RecordConnection.Create(number, suite, secrets, leg) is var own && own != null)
        {
            control = &own->Control;
            settled = TlsHandle.Of(own);
        }
        else
        {
            LibCrypto.ClearErrors();
            return 0;
        }

        var notices = LibSsl.GetShutdown(ssl);
        control->HasEnded |= (notices & LibSsl.ReceivedCloseNotice) != 0;
        control->IsSilent |= (notices & LibSsl.SentCloseNotice) != 0;
        suites.Users++;
        return settled;
    }
}
