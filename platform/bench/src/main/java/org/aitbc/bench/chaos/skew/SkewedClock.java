package org.aitbc.bench.chaos.skew;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that puts the clock of a running JVM forward or back; its monotonic clock goes on as it was. It needs nothing
 * but the JDK, for it is loaded into the services.
 */
public final class SkewedClock {

    private static final String SELF = SkewedClock.class.getName().replace('.', '/');
    private static final ClassDesc HERE = ClassDesc.of(SkewedClock.class.getName());
    private static final List<String> READERS =
            List.of("org.aitbc.", "com.fasterxml.uuid.", "com.nimbusds.", "org.springframework.security.oauth2.");

    private static volatile long skewMillis;
    private static boolean installed;

    private SkewedClock() {}

    /** @param millis how far the clock is to be off from now on */
    public static synchronized void agentmain(String millis, Instrumentation jvm) throws Exception {
        skewMillis = Long.parseLong(millis);
        if (!installed) {
            installed = true;
            jvm.addTransformer(new Redirect(), true);
            List<Class<?>> readers =
                    new ArrayList<>(List.of(Clock.class, Clock.systemUTC().getClass(), Date.class));
            Arrays.stream(jvm.getAllLoadedClasses())
                    .filter(one -> READERS.stream().anyMatch(one.getName()::startsWith))
                    .filter(jvm::isModifiableClass)
                    .forEach(readers::add);
            jvm.retransformClasses(readers.toArray(Class<?>[]::new));
        }
    }

    /** Stands in for {@link System#currentTimeMillis}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + skewMillis;
    }

    /** Stands in for {@link Instant#ofEpochSecond(long, long)} where {@link Clock} makes an instant of the time. */
    public static Instant ofEpochSecond(long second, long nanos) {
        return Instant.ofEpochSecond(second, nanos).plusMillis(skewMillis);
    }

    /** Lets each reading of the clock go by the methods above. */
    private static final class Redirect implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (name == null || name.startsWith(SELF)) {
                return null;
            }
            ClassFile file = ClassFile.of();
            ClassModel model = file.parse(bytes);
            boolean isClock = name.equals("java/time/Clock");
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof MethodRefEntry method && isReading(method, isClock)) {
                    return file.transformClass(model, ClassTransform.transformingMethodBodies(redirect(isClock)));
                }
            }
            return null;
        }

        private static CodeTransform redirect(boolean isClock) {
            return (code, element) -> {
                if (element instanceof InvokeInstruction call && isReading(call.method(), isClock)) {
                    code.invokestatic(HERE, call.name().stringValue(), call.typeSymbol());
                } else {
                    code.with(element);
                }
            };
        }

        private static boolean isReading(MemberRefEntry method, boolean isClock) {
            String called =
                    method.owner().asInternalName() + "." + method.name().stringValue();
            return isClock
                    ? called.equals("java/time/Instant.ofEpochSecond")
                            && method.type().stringValue().startsWith("(JJ)")
                    : called.equals("java/lang/System.currentTimeMillis");
        }
    }
}
